//! The statements that look at children.

/// $1 school, $2 last day, $3 the first instant after it, $4 one class alone, or null, $5 the first instant of the longest span.
const MEMBERS: &str = "
    with here (id, school_year) as (
      select c.id, c.school_year from unit c
      where c.school = $1 and c.kind = 'class' and c.opened_on <= $2 and (c.closed_on is null or c.closed_on >= $2)
        and ($4 is null or c.id = $4)
    ), member (pupil, class, school_year, gender) as (
      select e.pupil, e.class, c.school_year, p.gender from here c cross join enrolment e cross join pupil p
      where e.class = c.id and p.id = e.pupil and e.valid_from <= $2 and (e.valid_to is null or e.valid_to >= $2)
    )";

/// A module a class had been given by the last day and not taken back.
const GIVEN: &str =
    "a.opens_on <= $2 and a.assigned_at < $3 and (a.withdrawn_at is null or a.withdrawn_at >= $3)";

/// Every statement for one span, for the test that pins their plans.
pub fn statements() -> [String; 4] {
    [given(), taken(1), most(1), pairs(1)]
}

/// A table of the spans with their first instants, which are the parameters from a number on.
fn spans(many: usize, from: usize) -> String {
    let row = |n: usize| format!("select cast({n} as bigint), ${}", from + n);
    let rows: Vec<String> = (0..many).map(row).collect();
    format!("span (n, since) as ({})", rows.join(" union all "))
}

/// How many modules each class had been given.
pub fn given() -> String {
    format!(
        "{MEMBERS}
         select c.id, count(*) from here c cross join assignment a where a.class = c.id and {GIVEN} group by c.id"
    )
}

/// How many children of each gender a class has, how many took part and how many finished what it was given. $6 … the first instants of the spans.
pub fn taken(many: usize) -> String {
    format!(
        "{MEMBERS}, need (class, n) as (
           select c.id, count(*) from here c cross join assignment a where a.class = c.id and {GIVEN} group by c.id
         ), child (class, gender, last_at, before_at, done) as (
           select m.class, m.gender,
             (select max(g.completed_at) from progress g where g.pupil = m.pupil and g.completed_at >= $5 and g.completed_at < $3),
             (select k.last_at from carried k where k.pupil = m.pupil),
             (select count(*) from progress g where g.pupil = m.pupil and g.school_year = m.school_year and g.completed_at < $3
                and exists (select 1 from assignment a where a.class = m.class and a.module = g.module and {GIVEN}))
           from member m
         ), {}
         select s.n as span, d.class, d.gender, count(*) as enrolled,
           cast(sum(case when d.last_at >= s.since or d.before_at >= s.since then 1 else 0 end) as bigint) as took_part,
           cast(sum(case when w.n * 4 <= 5 * d.done then 1 else 0 end) as bigint) as finished_set
         from child d cross join span s left join need w on w.class = d.class
         group by s.n, d.class, d.gender",
        spans(many, 6)
    )
}

/// How many children of each class finished the module that most of them finished. $6 … the first instants of the spans.
pub fn most(many: usize) -> String {
    format!(
        "{MEMBERS}, finished (class, module, last_at) as (
           select m.class, g.module, max(g.completed_at) from member m cross join progress g
           where g.pupil = m.pupil and g.school_year = m.school_year and g.completed_at >= $5 and g.completed_at < $3
           group by m.class, g.module, m.pupil
         ), {}, tally (span, class, module, n) as (
           select s.n, d.class, d.module, count(*) from finished d cross join span s where d.last_at >= s.since
           group by s.n, d.class, d.module
         )
         select span, class, max(n) from tally group by span, class",
        spans(many, 6)
    )
}

/// Two tests of the same children; $6 the earlier kind, $7 the later one, $8 … the first instants of the spans.
pub fn pairs(many: usize) -> String {
    format!(
        "{MEMBERS}, {}
         select s.n as span, m.class, count(f.pupil) as pairs,
           coalesce(cast(sum(f.correct * 10000 / f.n_items) as bigint), 0) as first,
           coalesce(cast(sum(case when f.pupil is null then 0 else l.correct * 10000 / l.n_items end) as bigint), 0) as second,
           count(*) as asked, cast(sum(case when l.knows_111 then 1 else 0 end) as bigint) as knew
         from member m cross join trial_result l cross join span s
         left join trial_result f on f.pupil = l.pupil and f.band = l.band and f.kind = $6
           and f.taken_at = (select max(x.taken_at) from trial_result x cross join unit y where x.pupil = l.pupil and x.band = l.band
                              and x.kind = $6 and x.taken_at < l.taken_at and y.id = x.class and y.school_year = m.school_year)
         where l.pupil = m.pupil and l.kind = $7 and l.taken_at >= $5 and l.taken_at < $3 and l.taken_at >= s.since
           and exists (select 1 from unit y where y.id = l.class and y.school_year = m.school_year) and not exists (
           select 1 from trial_result n where n.pupil = l.pupil and n.kind = l.kind and n.taken_at > l.taken_at and n.taken_at < $3)
         group by s.n, m.class",
        spans(many, 8)
    )
}

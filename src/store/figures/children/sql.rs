//! The statements that look at children.

/// $1 school, $2 last day, $3 the first instant after it, $4 one class alone, or null, $5 the first instant of the longest span.
const MEMBERS: &str = "
    with here (id, school_year) as (
      select c.id, c.school_year from unit c
      where c.school = $1 and c.kind = 'class' and c.opened_on <= $2 and (c.closed_on is null or c.closed_on >= $2)
        and ($4 is null or c.id = $4)
    ), member (pupil, class, school_year) as (
      select e.pupil, e.class, c.school_year from here c cross join enrolment e
      where e.class = c.id and e.valid_from <= $2 and (e.valid_to is null or e.valid_to >= $2)
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

/// A column for each span, `n0` and so on, with the number of rows of which something holds since its first instant; those are the parameters
/// from $6 on.
fn counts(many: usize, holds: impl Fn(&str) -> String) -> String {
    let column = |n: usize| {
        let holds = holds(&format!("${}", 6 + n));
        format!("sum(case when {holds} then 1 else 0 end) as n{n}")
    };
    (0..many).map(column).collect::<Vec<_>>().join(", ")
}

/// The column of `counts` that belongs to a span.
fn count(many: usize) -> String {
    let whens: String = (0..many)
        .map(|n| format!(" when {n} then y.n{n}"))
        .collect();
    format!("case s.n{whens} end")
}

/// How many modules each class had been given.
pub fn given() -> String {
    format!(
        "{MEMBERS}
         select c.id, count(*) from here c cross join assignment a where a.class = c.id and {GIVEN} group by c.id"
    )
}

/// How many children of each gender a class has, how many took part and how many finished what it was given. $6 … the first instants of the spans.
///
/// `materialized`: each child is looked at once, and not once for every span that asks when it took part last.
pub fn taken(many: usize) -> String {
    let took = counts(many, |since| {
        format!("d.last_at >= {since} or d.before_at >= {since}")
    });
    format!(
        "{MEMBERS}, need (class, n) as (
           select c.id, count(*) from here c cross join assignment a where a.class = c.id and {GIVEN} group by c.id
         ), child (class, gender, last_at, before_at, done) as materialized (
           select m.class, p.gender,
             (select max(g.completed_at) from progress g where g.pupil = m.pupil and g.completed_at >= $5 and g.completed_at < $3),
             (select k.last_at from carried k where k.pupil = m.pupil),
             (select count(*) from progress g where g.pupil = m.pupil and g.school_year = m.school_year and g.completed_at < $3
                and exists (select 1 from assignment a where a.class = m.class and a.module = g.module and {GIVEN}))
           from member m cross join pupil p where p.id = m.pupil
         ), tally as (
           select d.class, d.gender, count(*) as enrolled, sum(case when w.n * 4 <= 5 * d.done then 1 else 0 end) as finished_set, {took}
           from child d left join need w on w.class = d.class
           group by d.class, d.gender
         ), {}
         select s.n as span, y.class, y.gender, y.enrolled, cast({} as bigint) as took_part, cast(y.finished_set as bigint) as finished_set
         from tally y cross join span s",
        spans(many, 6),
        count(many)
    )
}

/// How many children of each class finished the module that most of them finished. $6 … the first instants of the spans.
pub fn most(many: usize) -> String {
    let finished = counts(many, |since| format!("g.completed_at >= {since}"));
    format!(
        "{MEMBERS}, tally as (
           select m.class, {finished} from member m cross join progress g
           where g.pupil = m.pupil and g.school_year = m.school_year and g.completed_at >= $5 and g.completed_at < $3
           group by m.class, g.module
         ), {}
         select s.n as span, y.class, cast(max({}) as bigint) from tally y cross join span s group by s.n, y.class",
        spans(many, 6),
        count(many)
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

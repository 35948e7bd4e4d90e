-- Progress belongs to a child, a module and a school year: a module given again in the next year begins anew and counts in its own period,
-- and what was learnt the year before stays what it was.

create table progress_of_year (
    pupil uuid not null references pupil (id),
    school_year uuid not null references school_year (id), -- of the class it was learnt in
    module text not null,
    class uuid not null references unit (id), -- where it was learnt last in that year; tallies and today's view read it
    scene bigint not null,              -- where the child is, for resuming
    scenes_seen bigint not null,        -- the furthest scene
    started_at timestamptz not null,
    completed_at timestamptz,
    best_correct bigint not null default 0,
    n_items bigint not null default 0,
    attempts bigint not null default 0,
    updated_at timestamptz not null,
    primary key (pupil, school_year, module)
);

-- What was there had one line for all years, whose class a later run had overwritten. What was finished belongs to the year it was finished
-- in, and there to the class the child sat in; everything else to the year of its class.
insert into progress_of_year (pupil, school_year, module, class, scene, scenes_seen, started_at, completed_at, best_correct, n_items, attempts,
                              updated_at)
select o.pupil, o.school_year, o.module,
       coalesce((select e.class from enrolment e join unit c on c.id = e.class
                 where e.pupil = o.pupil and c.school_year = o.school_year order by e.valid_from desc limit 1), o.class),
       o.scene, o.scenes_seen, o.started_at, o.completed_at, o.best_correct, o.n_items, o.attempts, o.updated_at
from (select p.pupil, p.module, p.class, p.scene, p.scenes_seen, p.started_at, p.completed_at, p.best_correct, p.n_items, p.attempts,
             p.updated_at,
             coalesce((select y.id from school_year y where y.starts_on <= p.completed_at order by y.starts_on desc limit 1),
                      (select c.school_year from unit c where c.id = p.class),
                      (select y.id from school_year y order by y.starts_on limit 1)) as school_year
      from progress p) o;

drop table progress;
alter table progress_of_year rename to progress;
create index progress_completed on progress (completed_at);
create index progress_class on progress (class, module);

-- After 30 September what is known of single children of the school year before is made into numbers and deleted: docs/privacy.md says what,
-- docs/decisions/019 how, and what it costs.

-- How far a school has come: what its children learnt in spans that begin by `until` and ended before `as_of` stays as class_figure has it.
create table retained (
    school uuid primary key references unit (id),
    until date not null,                -- the last day of the latest school year of which nothing is known by child any more
    as_of date not null,
    forgotten_at timestamptz not null,
    swept_on date                       -- the day it was last looked for what came late
);

-- Who came to an activity from a class, once the names are gone. The children who were present or late.
create table attendance_count (
    activity uuid not null references activity (id),
    class uuid not null references unit (id),
    n bigint not null,
    primary key (activity, class)
);
create index attendance_count_class on attendance_count (class);

-- The day on which a child that stays at the school finished its last module before, as the first instant of it: half-years and years that run
-- on count people. Gone when the last of them is over.
create table carried (
    pupil uuid primary key references pupil (id),
    last_at timestamptz not null
);

-- Whose results a mark on a class is about: a child that is moved while its result is being written is looked for again by whoever counts.
create table figure_mark_pupil (
    mark uuid not null,
    class uuid not null,
    pupil uuid not null,
    primary key (mark, class, pupil)
);

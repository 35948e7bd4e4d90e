-- What reports count is kept: what the children of a class did, and what was held at a school with all inside it or at a unit above the
-- schools, each for the spans somebody asked for. docs/decisions/018 says why it is kept so.

create table class_figure (
    class uuid not null references unit (id),
    starts_on date not null,
    ends_on date not null,              -- of a span that is still running its own last day: it is counted as of figures_day
    learnt jsonb not null,              -- core::report::Learnt
    primary key (class, starts_on, ends_on)
);

create table held_figure (
    unit uuid not null references unit (id), -- a school, or a unit above the schools
    starts_on date not null,
    ends_on date not null,
    held jsonb not null,                -- core::report::HeldFacts
    primary key (unit, starts_on, ends_on)
);

-- A change that spoils what is kept of a unit for every span that ends on the day or later. Written in the transaction of the change; only
-- ever added and taken away, so that two changes of one class never wait for each other.
create table figure_mark (
    mark uuid not null,                 -- in the order of time
    unit uuid not null,                 -- of class_figure or held_figure
    since date not null,
    primary key (mark, unit)
);
create index figure_mark_unit on figure_mark (unit);

-- Whoever has counted writes down only what nobody else has counted meanwhile.
create table figure_version (
    unit uuid primary key,              -- a school, for its classes too, or a unit above the schools
    version bigint not null
);

-- What begins or ends on a day is found by the day when it comes.
create index assignment_opens on assignment (opens_on);
create index enrolment_from on enrolment (valid_from);
create index enrolment_to on enrolment (valid_to);

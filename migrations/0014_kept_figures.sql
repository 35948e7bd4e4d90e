-- What reports count is kept: what the children of a class did, and what was held at a school with all inside it or at a unit above the
-- schools, each for the spans somebody asked for; and what it comes to for every unit as whoever is outside the schools may see it.
-- docs/decisions/018 says why it is kept so.

create table class_figure (
    starts_on date not null,
    ends_on date not null,              -- of a span that is still running its own last day: it is counted as of figures_day
    class uuid not null references unit (id),
    learnt jsonb not null,              -- core::report::Learnt
    primary key (starts_on, ends_on, class)
);
create index class_figure_class on class_figure (class, ends_on);

create table held_figure (
    starts_on date not null,
    ends_on date not null,
    unit uuid not null references unit (id), -- a school, or a unit above the schools
    held jsonb not null,                -- core::report::HeldFacts
    primary key (starts_on, ends_on, unit)
);
create index held_figure_unit on held_figure (unit, ends_on);

-- A change that spoils what is kept of a unit for every span that ends on the day or later. Written in the transaction of the change; only
-- ever added and taken away, so that two changes of one class never wait for each other. The unit of zeros is how units stand to each other.
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

-- The spans that are kept.
create table figure_span (
    starts_on date not null,
    ends_on date not null,
    changes bigint not null,            -- how often something was written down for it
    sheets uuid,                        -- its sheets in figure_sheet
    sheets_after bigint,                -- how many of the changes are in them
    sheets_at timestamptz,
    primary key (starts_on, ends_on)
);

create table figure_sheet (
    sheets uuid not null,
    unit uuid not null references unit (id),
    above uuid references unit (id),
    sheet jsonb not null,               -- core::report::Sheet, without any number that is hidden
    primary key (sheets, unit)
);
create index figure_sheet_above on figure_sheet (sheets, above);

-- Work of which one program does each round: until then it is its own.
create table work_claim (
    work text primary key,
    claimed_by uuid not null,
    claimed_until timestamptz not null
);

-- What begins or ends on a day is found by the day when it comes.
create index assignment_opens on assignment (opens_on);
create index enrolment_from on enrolment (valid_from);
create index enrolment_to on enrolment (valid_to);

-- Whether the lessons helped: the short test before, after and three months later. Of a child only counts are kept.

-- A test given to a class. Its questions are those of the band of the class's grade.
create table trial (
    id uuid primary key,
    class uuid not null references unit (id),
    kind text not null,                 -- before | after | recall
    opens_on date not null,
    closes_on date not null,
    given_by uuid references staff (id),
    given_at timestamptz not null,
    withdrawn_at timestamptz
);
create unique index trial_once on trial (class, kind) where withdrawn_at is null;

-- One line per child, class and kind: counts, no answer. The class is the one of that school year, so another year is another line.
create table trial_result (
    pupil uuid not null references pupil (id),
    class uuid not null references unit (id),
    band text not null,
    kind text not null,
    correct bigint not null,
    n_items bigint not null,
    knows_111 boolean not null,         -- the question all bands share, for indicator I08
    taken_at timestamptz not null,
    primary key (pupil, class, kind)
);
create index trial_result_class on trial_result (class, kind);
create index trial_result_taken on trial_result (kind, taken_at); -- reports begin here: few children of a province took a test lately

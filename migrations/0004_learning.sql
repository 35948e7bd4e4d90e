-- What was assigned, how far each child is, and anonymous tallies of answers. No answer of one child is stored.

create table assignment (
    id uuid primary key,
    class uuid not null references unit (id),
    module text not null,
    opens_on date not null,
    closes_on date not null,
    mode text not null,                 -- device | projector | paper
    assigned_by uuid references staff (id),
    assigned_at timestamptz not null,
    withdrawn_at timestamptz
);
create index assignment_class on assignment (class, withdrawn_at);
create unique index assignment_once on assignment (class, module) where withdrawn_at is null;

create table progress (
    pupil uuid not null references pupil (id),
    module text not null,
    class uuid not null references unit (id), -- where it was learnt; tallies and today's view read it
    scene bigint not null,              -- where the child is, for resuming
    scenes_seen bigint not null,        -- the furthest scene
    started_at timestamptz not null,
    completed_at timestamptz,
    best_correct bigint not null default 0,
    n_items bigint not null default 0,
    attempts bigint not null default 0,
    updated_at timestamptz not null,
    primary key (pupil, module)
);
create index progress_completed on progress (completed_at);
create index progress_class on progress (class, module);

-- A client-made id per result: sent twice it counts once; the same id with another body is refused. Kept 45 days.
create table result_receipt (
    id uuid primary key,
    body_hash text not null,
    correct bigint not null,
    n_items bigint not null,
    received_at timestamptz not null
);
create index result_receipt_received on result_receipt (received_at);

create table item_tally (
    class uuid not null references unit (id),
    module text not null,
    item text not null,
    choice bigint not null,             -- number of the option in the module file
    n bigint not null,
    primary key (class, item, choice)
);
create index item_tally_module on item_tally (class, module);

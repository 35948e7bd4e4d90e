-- Lists that were read and previewed, and what each import changed, so that it can be undone.

create table import (
    id uuid primary key,
    school uuid not null references unit (id),
    class uuid references unit (id),    -- when a teacher imports one class
    file_name text not null,
    file_hash text not null,
    made_by uuid not null references staff (id),
    made_at timestamptz not null,
    preview jsonb not null,             -- rows as read; emptied when committed, given up or a day old
    committed_at timestamptz,
    undone_at timestamptz,
    undone_by uuid references staff (id)
);
create index import_school on import (school, made_at);

create table import_change (
    import uuid not null references import (id),
    seq bigint not null,
    kind text not null,                 -- added | changed | moved | left | class_made
    subject uuid not null,              -- the pupil, or the class that was made
    was jsonb,
    became jsonb,
    primary key (import, seq)
);

-- What keeps the house in order: the audit log, settings, and whom to turn to in each school.

create table audit_event (
    id uuid primary key,
    at timestamptz not null,
    staff uuid references staff (id),   -- null: the program itself
    action text not null,
    unit uuid references unit (id),
    detail text not null                -- never a child's name or a secret
);
create index audit_event_unit on audit_event (unit, at);
create index audit_event_at on audit_event (at);

create table setting (
    key text primary key,
    value text not null
);

-- The school's own support people, shown on the help page beside 111.
create table help_contact (
    id uuid primary key,
    unit uuid not null references unit (id),
    name text not null,
    title text not null,
    room text not null default '',
    phone text not null default '',
    position bigint not null,
    valid_from date not null,
    valid_to date
);
create index help_contact_unit on help_contact (unit);

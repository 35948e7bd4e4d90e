-- Units, the lines that join them, and school years. Every number a report gives is counted along these edges.
--
-- Portable SQL, for SQLite and PostgreSQL alike:
--  1. Placeholders $1…, lower case, explicit columns in every insert; no table named by a reserved word.
--  2. Types: uuid, text, bigint, boolean, double precision, date, timestamptz, jsonb. Enumerations are text, checked in Rust.
--  3. Time and ids come from the program as parameters; no now(), no generated ids. The clock truncates to microseconds.
--  4. Upsert, returning, limit/offset, partial and expression indexes, with recursive are fine. No insert or …, ilike, distinct on,
--     for update, any($1), group_concat.
--  5. cast(sum(x) as bigint), cast(avg(x) as double precision): otherwise PostgreSQL answers numeric.
--  6. Names are searched on a column folded in Rust and ordered on a stored sort key, never by a collation.
--  7. A set of ids is a subselect or a join, not a list parameter.
--  8. alter table add column | rename only; anything else is a new table and a copy. Expand, then contract in the next release.
--  9. A real difference is one named function with two arms in src/store/db.rs.

create table school_year (
    id uuid primary key,
    code text not null unique,          -- NH2026-2027
    starts_on date not null,
    term2_on date not null,             -- first day of học kỳ II
    ends_on date not null
);

create table unit (
    id uuid primary key,
    code text not null unique,          -- our own key, used by commands; official codes change with mergers
    kind text not null,
    name text not null,
    short_name text not null,
    sort_key text not null,
    levels text not null default '',    -- of a school: 'TH', 'TH,THCS' … a school may span levels
    grade bigint,                       -- of a class
    school uuid references unit (id),   -- of a class and of a youth unit inside a school
    school_year uuid references school_year (id),
    opened_on date not null,
    closed_on date
);
create index unit_school on unit (school, kind);

-- mã xã, mã trường …: an attribute with a source and dates, never the key (packages disagree on some of them).
create table unit_code (
    unit uuid not null references unit (id),
    source text not null,
    value text not null,
    valid_from date not null,
    valid_to date,
    primary key (unit, source, valid_from)
);

-- A change closes one edge and opens another; an edge is never rewritten, so an old report can be counted again.
create table unit_edge (
    child uuid not null references unit (id),
    parent uuid not null references unit (id),
    relation text not null,             -- management | professional | youth | pioneers | territory
    valid_from date not null,
    valid_to date,                      -- last day it holds; null while it holds
    primary key (child, relation, valid_from)
);
create index unit_edge_parent on unit_edge (parent, relation);

create table unit_succession (
    from_unit uuid not null references unit (id),
    to_unit uuid not null references unit (id),
    happened_on date not null,
    kind text not null,                 -- merge | split | rename
    primary key (from_unit, to_unit, happened_on)
);

-- The same children meet as a class and as a chi đội or chi đoàn; the link keeps each child one person on both lines.
create table unit_link (
    class uuid not null references unit (id),
    youth uuid not null references unit (id),
    valid_from date not null,
    valid_to date,
    primary key (class, youth, valid_from)
);
create index unit_link_youth on unit_link (youth);

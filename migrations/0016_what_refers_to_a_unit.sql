-- A unit is taken back with the list that had made it: both engines look whether anything still refers to it, and go through no table for that.
create index session_class on session (class);
create index trial_class on trial (class);
create index import_class on import (class);
create index figure_sheet_unit on figure_sheet (unit);
create index figure_sheet_below on figure_sheet (above, sheets);
drop index figure_sheet_above;

-- What lists say of one child.
create index import_change_subject on import_change (subject);

-- The few units of a kind above the schools.
create index unit_kind on unit (kind);

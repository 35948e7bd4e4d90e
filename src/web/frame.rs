//! The frame around a page for whoever looks at it.

use crate::server::Server;
use lachan_app::shell::{Frame, Menu, Room, Tab};
use lachan_core::{
    actor::Actor,
    permission::{
        ImportClass, ManageStaff, ManageUnits, PlanActivity, ReadLibrary, SeeClass, SeeReport,
    },
};

/// A staff page with its menu.
pub fn staff(server: &Server, actor: &Actor, current: Tab, title: impl Into<String>) -> Frame {
    let mut frame = Frame::new(Room::Staff, title);
    frame.demo = server.demo;
    if let Actor::Staff { name, .. } = actor {
        frame.menu = Some(Menu {
            name: name.clone(),
            tabs: tabs(actor),
            current: Some(current),
        });
    }
    frame
}

/// A pupil page.
pub fn pupil(server: &Server, title: impl Into<String>) -> Frame {
    let mut frame = Frame::new(Room::Pupil, title);
    frame.demo = server.demo;
    frame
}

/// A page outside both rooms.
pub fn plain(server: &Server, title: impl Into<String>) -> Frame {
    let mut frame = Frame::new(Room::Plain, title);
    frame.demo = server.demo;
    frame
}

/// What a person's roles let them open; in the order of a working day.
pub fn tabs(actor: &Actor) -> Vec<Tab> {
    [
        (Tab::Classes, actor.may_somewhere::<SeeClass>()),
        (Tab::Library, actor.may(&ReadLibrary)),
        (Tab::Activities, actor.may_somewhere::<PlanActivity>()),
        (Tab::Reports, actor.may_somewhere::<SeeReport>()),
        (Tab::Import, actor.may_somewhere::<ImportClass>()),
        (Tab::Units, actor.may_somewhere::<ManageStaff>()),
        (Tab::Admin, actor.may_somewhere::<ManageUnits>()),
    ]
    .into_iter()
    .filter_map(|(tab, shown)| shown.then_some(tab))
    .collect()
}

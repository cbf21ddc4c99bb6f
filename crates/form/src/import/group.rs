//! Groups: the pages of a form, the rows of a repeat group, and what only holds questions together.
//!
//! A group outside of all others is a page. Questions between such groups share a page of their own. A group within a
//! group has no place of its own in our forms: its rule goes to its questions, its heading becomes a note.

use crate::definition::{Expression, Field, Kind, Page};

/// An open group.
pub struct Open {
    /// In which row it was opened.
    pub row: u32,
    /// What it is.
    pub sort: Sort,
    /// Its rule, where its questions have to carry it.
    pub relevant: Option<Expression>,
}

/// What an open group is.
pub enum Sort {
    /// A page.
    Page,
    /// A group within another one.
    Plain,
    /// A repeat group, with what was asked before it in the group around it.
    Repeat(Box<Field>, Vec<Field>),
    /// Something that could not be converted, whose questions are taken for those of the group around it.
    Lost,
}

/// The form so far.
#[derive(Default)]
pub struct Builder {
    /// Open groups, outermost first.
    pub open: Vec<Open>,
    /// The pages.
    pub pages: Vec<Page>,
    /// The fields outside of repeat groups.
    pub fields: Vec<Field>,
    /// The last page is one of questions between groups, and takes more of them.
    loose: bool,
    /// The fields of the repeat group that is open.
    row: Option<Vec<Field>>,
}

impl Builder {
    /// Rules of the groups around, which the questions carry: up to the nearest repeat group, which carries those around it.
    pub fn relevant(&self) -> Vec<Expression> {
        let near = self.open.iter().rev().take_while(|open| !matches!(open.sort, Sort::Repeat(..)));
        near.collect::<Vec<_>>().into_iter().rev().filter_map(|open| open.relevant.clone()).collect()
    }

    /// It stands in a repeat group.
    pub fn repeated(&self) -> bool {
        self.row.is_some()
    }

    /// The next group is a page.
    pub fn outside(&self) -> bool {
        self.open.iter().all(|open| matches!(open.sort, Sort::Lost))
    }

    /// Begins a page.
    pub fn page(&mut self, row: u32, id: String, title: Option<String>, visible: Option<Expression>) {
        self.loose = false;
        self.pages.push(Page { id, title, fields: Vec::new(), visible });
        self.open.push(Open { row, sort: Sort::Page, relevant: None });
    }

    /// Begins a repeat group. Its own rule is its own; its questions do not carry it.
    pub fn repeat(&mut self, row: u32, field: Field) {
        let before = self.row.replace(Vec::new());
        let sort = Sort::Repeat(Box::new(field), before.unwrap_or_default());
        self.open.push(Open { row, sort, relevant: None });
    }

    /// Puts a field where it belongs.
    pub fn put(&mut self, field: Field) {
        match &mut self.row {
            Some(row) => row.push(field),
            None => {
                if !field.kind.is_hidden() {
                    self.place(field.id.clone());
                }
                self.fields.push(field);
            }
        }
    }

    /// On the open page, or on one of questions between groups. What is hidden is on no page, unless its page has a rule.
    fn place(&mut self, id: String) {
        let paged = self.open.iter().any(|open| matches!(open.sort, Sort::Page));
        if !paged && !self.loose {
            let number = self.pages.len() + 1;
            self.pages.push(Page { id: format!("questions_{number}"), title: None, fields: Vec::new(), visible: None });
            self.loose = true;
        }
        if let Some(page) = self.pages.last_mut() {
            page.fields.push(id);
        }
    }

    /// Closes the innermost group; false where none is open.
    pub fn close(&mut self, repeat: bool) -> bool {
        let fits = self.open.last().is_some_and(|open| match open.sort {
            Sort::Lost => true,
            Sort::Repeat(..) => repeat,
            Sort::Page | Sort::Plain => !repeat,
        });
        if !fits {
            return false;
        }
        if let Some(Open { sort: Sort::Repeat(mut field, before), .. }) = self.open.pop() {
            let inner = self.row.take().unwrap_or_default();
            if let Kind::Repeat { fields, .. } = &mut field.kind {
                *fields = inner;
            }
            if self.open.iter().any(|open| matches!(open.sort, Sort::Repeat(..))) {
                self.row = Some(before);
            }
            self.put(*field);
        }
        true
    }

    /// The rule of the page that is open, for what is hidden and stands on no page.
    pub fn page_rule(&self) -> Option<Expression> {
        let paged = self.row.is_none() && self.open.iter().any(|open| matches!(open.sort, Sort::Page));
        self.pages.last().filter(|_| paged).and_then(|page| page.visible.clone())
    }
}

//! A form that is ready: names resolved, rules compiled, and the order known in which they are evaluated.
//!
//! Made once when a form is opened, and asked after every change (`look.rs`).

use crate::check::check;
use crate::definition::{Choice, Definition, Expression, Field, Identity, Kind};
use crate::logic::{Budget, FieldNo, Node, Reads, Scope, compile};
use crate::offer::Folded;
use crate::parse::Limits;
use crate::problem::{FormError, Problems, Wrong};
use crate::schema::Validator;
use std::collections::{BTreeSet, HashMap};

/// A form that can be filled in.
#[derive(Debug)]
pub struct Form {
    pub(crate) definition: Definition,
    identity: Identity,
    pub(crate) fields: Vec<Asked>,
    pub(crate) by_id: HashMap<String, FieldNo>,
    pub(crate) top: Vec<FieldNo>,
    /// The rule of each page.
    pub(crate) pages: Vec<Option<Node>>,
    pub(crate) order: Vec<Step>,
    pub(crate) lists: HashMap<String, HashMap<String, usize>>,
    pub(crate) validator: Validator,
    pub(crate) folded: Folded,
}

/// A field with its place and its rules.
#[derive(Debug)]
pub struct Asked {
    /// As it was defined; the fields of a group are not in it.
    pub field: Field,
    /// The groups it stands in, outermost first.
    pub chain: Vec<FieldNo>,
    /// Its number among the fields it stands with.
    pub slot: usize,
    /// For a group: its fields.
    pub children: Vec<FieldNo>,
    /// The page it is on; the one of the outermost group for what stands in groups.
    pub page: Option<usize>,
    /// Its rules.
    pub rules: Rules,
}

/// What was compiled of a field.
#[derive(Debug, Default)]
pub struct Rules {
    pub visible: Option<Node>,
    pub computed: Option<Node>,
    pub default: Option<Node>,
    pub required: Option<Node>,
    pub read_only: Option<Node>,
    pub constraint: Option<Node>,
    pub filter: Option<Node>,
}

/// What is worked out next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// Whether a page is seen.
    Page(usize),
    /// Whether a field is seen, and its value.
    Field(FieldNo),
}

impl Form {
    /// Makes a form ready, or tells everything that is wrong with it.
    pub fn new(definition: Definition, limits: &Limits) -> Result<Self, FormError> {
        let mut problems = Problems::default();
        check(&definition, limits, &mut problems);
        problems.settle()?;
        let validator = Validator::new(&definition)?;
        let table = Table::of(&definition);
        let mut problems = Problems::default();
        let compiled = table.compile(&definition, limits, &mut problems);
        problems.settle()?;
        let order = compiled.order()?;
        let lists = definition.choices.iter().map(|(name, list)| (name.clone(), numbered(list))).collect();
        let (Table { fields, by_id, top, .. }, pages) = (table, compiled.pages);
        let fields = fields.into_iter().zip(compiled.rules).map(|(asked, rules)| Asked { rules, ..asked }).collect();
        let identity = definition.identity();
        Ok(Self { definition, identity, fields, by_id, top, pages, order, lists, validator, folded: Folded::default() })
    }

    /// As it was defined.
    pub fn definition(&self) -> &Definition {
        &self.definition
    }

    /// The definition alone.
    pub fn into_definition(self) -> Definition {
        self.definition
    }

    /// Who it is.
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// The field of this id.
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.by_id.get(id).map(|&number| &self.fields[number].field)
    }

    /// The fields that stand in a group, or outside of all.
    pub(crate) fn children(&self, of: Option<FieldNo>) -> &[FieldNo] {
        of.map_or(&self.top, |group| &self.fields[group].children)
    }

    /// The choice of this value in a list.
    pub(crate) fn choice(&self, list: &str, value: &str) -> Option<&Choice> {
        let number = self.lists.get(list)?.get(value)?;
        self.definition.choices.get(list)?.get(*number)
    }
}

fn numbered(list: &[Choice]) -> HashMap<String, usize> {
    list.iter().enumerate().map(|(number, choice)| (choice.value.clone(), number)).collect()
}

/// All fields in a row, with where each stands.
struct Table {
    fields: Vec<Asked>,
    by_id: HashMap<String, FieldNo>,
    chains: Vec<Vec<FieldNo>>,
    places: Vec<String>,
    top: Vec<FieldNo>,
}

impl Table {
    fn of(definition: &Definition) -> Self {
        let mut table = Self { fields: Vec::new(), by_id: HashMap::new(), chains: Vec::new(), places: Vec::new(), top: Vec::new() };
        definition.each_field(&mut |field, within, at| {
            let number = table.fields.len();
            let chain: Vec<FieldNo> = within.iter().map(|group| table.by_id[&group.id]).collect();
            let siblings = match chain.last() {
                Some(&group) => &mut table.fields[group].children,
                None => &mut table.top,
            };
            let slot = siblings.len();
            siblings.push(number);
            table.by_id.insert(field.id.clone(), number);
            table.chains.push(chain.clone());
            table.places.push(at.to_owned());
            let field = Field { kind: field.kind.alone(), ..field.clone() };
            table.fields.push(Asked { field, chain, slot, children: Vec::new(), page: None, rules: Rules::default() });
        });
        for (number, page) in definition.pages.iter().enumerate() {
            for id in &page.fields {
                table.fields[table.by_id[id]].page = Some(number);
            }
        }
        for number in 0..table.fields.len() {
            if let Some(&outermost) = table.chains[number].first() {
                table.fields[number].page = table.fields[outermost].page;
            }
        }
        table
    }

    fn compile(&self, definition: &Definition, limits: &Limits, problems: &mut Problems) -> Compiled {
        let mut budget = Budget { size: limits.expression_size, depth: limits.expression_depth };
        let mut compiled = Compiled { rules: Vec::new(), pages: Vec::new(), needs: Vec::new(), page_needs: Vec::new(), names: Vec::new() };
        for (number, asked) in self.fields.iter().enumerate() {
            let (rules, needs) = self.rules(number, definition, &mut budget, problems);
            compiled.rules.push(rules);
            compiled.needs.push((needs, asked.page, asked.chain.last().copied()));
            compiled.names.push(asked.field.id.clone());
        }
        for (number, page) in definition.pages.iter().enumerate() {
            let mut reads = Reads::new();
            let scope = Scope { fields: &self.by_id, chains: &self.chains, chain: &[], this: false, columns: None };
            let at = format!("pages[{number}].visible");
            let visible = page.visible.as_ref().and_then(|rule| compile(&rule.0, &at, &scope, &mut budget, &mut reads, problems));
            compiled.pages.push(visible);
            compiled.page_needs.push(reads);
        }
        compiled
    }

    /// The rules of a field, and the fields whose values decide whether it is seen and what it is.
    fn rules(&self, number: FieldNo, definition: &Definition, budget: &mut Budget, problems: &mut Problems) -> (Rules, Reads) {
        let (asked, place) = (&self.fields[number], &self.places[number]);
        let field = &asked.field;
        let (mut needs, mut others) = (Reads::new(), Reads::new());
        let scope = |this| Scope { fields: &self.by_id, chains: &self.chains, chain: &asked.chain, this, columns: None };
        let mut rule = |expression: Option<&Expression>, name: &str, scope: &Scope<'_>, reads: &mut Reads| {
            expression.and_then(|rule| compile(&rule.0, &format!("{place}.{name}"), scope, budget, reads, problems))
        };
        let mut rules = Rules {
            visible: rule(field.visible.as_ref(), "visible", &scope(false), &mut needs),
            computed: rule(field.computed.as_ref(), "computed", &scope(true), &mut needs),
            default: rule(field.default.as_ref(), "default", &scope(false), &mut others),
            required: rule(field.required.as_ref(), "required", &scope(false), &mut others),
            read_only: rule(field.read_only.as_ref(), "read_only", &scope(false), &mut others),
            constraint: rule(field.constraint.as_ref(), "constraint", &scope(true), &mut others),
            filter: None,
        };
        if let Kind::Choice { list, filter: Some(filter), .. } = &field.kind {
            let columns: BTreeSet<&str> =
                definition.choices[list].iter().flat_map(|choice| choice.columns.keys()).map(String::as_str).collect();
            let scope = Scope { columns: Some((list, &columns)), ..scope(false) };
            rules.filter = rule(Some(filter), "kind.filter", &scope, &mut others);
        }
        (rules, needs)
    }
}

/// What was compiled, and what needs what.
struct Compiled {
    rules: Vec<Rules>,
    pages: Vec<Option<Node>>,
    needs: Vec<(Reads, Option<usize>, Option<FieldNo>)>,
    page_needs: Vec<Reads>,
    names: Vec<String>,
}

impl Compiled {
    /// An order in which everything comes after what it needs; those that need each other are told by name.
    fn order(&self) -> Result<Vec<Step>, FormError> {
        let mut walk = Walk { compiled: self, marks: HashMap::new(), path: Vec::new(), order: Vec::new() };
        let pages = (0..self.pages.len()).map(Step::Page);
        for step in pages.chain((0..self.rules.len()).map(Step::Field)) {
            if let Err(names) = walk.visit(step) {
                let mut problems = Problems::default();
                problems.add("fields", Wrong::Cycle(names));
                problems.settle()?;
            }
        }
        Ok(walk.order)
    }

    fn needs(&self, step: Step) -> Vec<Step> {
        match step {
            Step::Page(page) => self.page_needs[page].iter().copied().map(Step::Field).collect(),
            Step::Field(field) => {
                let (reads, page, group) = &self.needs[field];
                let around = page.map(Step::Page).into_iter().chain(group.map(Step::Field));
                around.chain(reads.iter().copied().map(Step::Field)).collect()
            }
        }
    }

    fn name(&self, step: Step) -> String {
        match step {
            Step::Page(page) => format!("page {}", page + 1),
            Step::Field(field) => self.names[field].clone(),
        }
    }
}

/// Depth first, without recursion: a chain of five thousand fields is no reason to run out of stack.
struct Walk<'a> {
    compiled: &'a Compiled,
    marks: HashMap<Step, bool>,
    path: Vec<(Step, Vec<Step>)>,
    order: Vec<Step>,
}

impl Walk<'_> {
    fn visit(&mut self, start: Step) -> Result<(), Vec<String>> {
        self.enter(start)?;
        while let Some((step, needs)) = self.path.last_mut() {
            match needs.pop() {
                Some(next) => self.enter(next)?,
                None => {
                    self.marks.insert(*step, true);
                    self.order.push(*step);
                    self.path.pop();
                }
            }
        }
        Ok(())
    }

    fn enter(&mut self, step: Step) -> Result<(), Vec<String>> {
        match self.marks.get(&step) {
            Some(true) => Ok(()),
            Some(false) => {
                let from = self.path.iter().position(|(on, _)| *on == step).unwrap_or(0);
                let round = self.path[from..].iter().map(|(on, _)| *on).chain([step]);
                Err(round.map(|step| self.compiled.name(step)).collect())
            }
            None => {
                self.marks.insert(step, false);
                self.path.push((step, self.compiled.needs(step)));
                Ok(())
            }
        }
    }
}

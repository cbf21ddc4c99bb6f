//! The shape of a page file, as it is written. What it means is in `pages.rs`; keys that are not here are passed over.

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use std::fmt;
use std::marker::PhantomData;

/// A file of pages, or one page alone.
#[derive(Deserialize)]
pub struct File {
    pub name: Option<String>,
    pub version: Option<Value>,
    pub pages: Option<Named<WrittenPage>>,
}

/// One page.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WrittenPage {
    pub page: Option<String>,
    pub label: Option<String>,
    #[serde(default)]
    pub required: Vec<String>,
    pub properties: Named<Property>,
    pub conditional_navigate_to: Option<Value>,
}

/// One property: a question, most of the time.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Property {
    pub r#type: String,
    pub format: Option<String>,
    pub field_name: Option<String>,
    pub order: Option<f64>,
    pub label: Option<String>,
    pub hint: Option<String>,
    pub help_text: Option<String>,
    pub hidden: bool,
    pub read_only: bool,
    pub delete_flag: bool,
    pub system_date: bool,
    pub is_multi_select: bool,
    pub value: Value,
    pub enums: Option<Vec<Value>>,
    pub min_length: Option<u32>,
    pub max_length: Option<u32>,
    pub minimum: Option<f64>,
    pub maximum: Option<f64>,
    pub first_date: Option<Value>,
    pub last_date: Option<Value>,
    pub validations: Vec<Validation>,
    pub visibility_condition: Option<Visibility>,
    pub display_behavior: Option<Value>,
    pub auto_fill_condition: Option<Value>,
}

/// What must hold for an answer.
#[derive(Deserialize)]
pub struct Validation {
    pub r#type: String,
    #[serde(default)]
    pub value: Value,
    pub message: Option<String>,
}

/// When it is seen.
#[derive(Deserialize)]
pub struct Visibility {
    #[serde(default)]
    pub expression: Vec<Condition>,
}

/// `page.field==VALUE`
#[derive(Deserialize)]
pub struct Condition {
    pub condition: String,
}

/// Things by name or in a row, in the order in which they stand in the file.
pub struct Named<T>(pub Vec<(Option<String>, T)>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Named<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Either<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Either<T> {
            type Value = Named<T>;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a map or a list")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Named<T>, A::Error> {
                let mut items = Vec::new();
                while let Some((name, item)) = map.next_entry()? {
                    items.push((Some(name), item));
                }
                Ok(Named(items))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Named<T>, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = list.next_element()? {
                    items.push((None, item));
                }
                Ok(Named(items))
            }
        }
        from.deserialize_any(Either(PhantomData))
    }
}

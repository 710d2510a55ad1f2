//! Macros that declare the document's records and words once, with how they are read and written.

/// Declares a struct of the document: its fields, their names in the file, and how they are read and written.
///
/// `record!` makes a whole record with an `extra` for what it does not understand; `part` inside it makes a group of
/// fields that a larger record owns.
macro_rules! record {
    ($(#[$doc:meta])* part $name:ident {
        $($(#[$field_doc:meta])* $field:ident : $type:ty = $key:literal,)*
    }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $type,)*
        }

        impl $name {
            pub(super) fn take(object: &mut $crate::model::json::Object, reader: &mut $crate::model::json::Reader) -> Self {
                Self { $($field: reader.take(object, $key),)* }
            }

            pub(super) fn put(&self, object: &mut $crate::model::json::Object) {
                $($crate::model::json::put(object, $key, &self.$field);)*
            }
        }
    };
    ($(#[$doc:meta])* $name:ident {
        $($(#[$field_doc:meta])* $field:ident : $type:ty = $key:literal,)*
    }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $type,)*
            /// Fields of the file that this version does not understand; saved as they were.
            pub extra: $crate::model::json::Object,
        }

        impl $crate::model::json::Json for $name {
            const EXPECTED: &'static str = "an object";

            fn from_json(
                value: serde_json::Value,
                reader: &mut $crate::model::json::Reader,
            ) -> Result<(Self, Option<serde_json::Value>), serde_json::Value> {
                let serde_json::Value::Object(mut object) = value else {
                    return Err(value);
                };
                let record = Self {
                    $($field: reader.take(&mut object, $key),)*
                    extra: object,
                };
                Ok((record, None))
            }

            fn to_json(&self) -> serde_json::Value {
                let mut object = self.extra.clone();
                $($crate::model::json::put(&mut object, $key, &self.$field);)*
                serde_json::Value::Object(object)
            }
        }
    };
}
pub(in crate::model) use record;

/// Declares an enum that the file writes as a word.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident {
        $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)*
    }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)*
        }

        impl $name {
            /// Every value, in order.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The word in the file.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// The value of a word in the file.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)* _ => None }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl $crate::model::json::Json for $name {
            const EXPECTED: &'static str = concat!("one of", $(" ", $word,)*);

            fn from_json(
                value: serde_json::Value,
                _: &mut $crate::model::json::Reader,
            ) -> Result<(Self, Option<serde_json::Value>), serde_json::Value> {
                value.as_str().and_then(Self::from_word).map(|word| (word, None)).ok_or(value)
            }

            fn to_json(&self) -> serde_json::Value {
                serde_json::Value::String(self.as_str().to_owned())
            }
        }
    };
}
pub(in crate::model) use words;

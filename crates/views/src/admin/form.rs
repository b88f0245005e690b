//! A form as somebody has filled it in: names and texts, and the reason it was not taken.

/// Drawn from what is kept, or from what was just typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Form {
    values: Vec<(String, String)>,
    reason: Option<Reason>,
}

/// Why a form was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The field it stands beside; empty: above the form.
    pub field: &'static str,
    /// Of the sentence.
    pub key: &'static str,
}

/// One of the things a field may hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    pub value: String,
    pub label: String,
    /// What it means; perhaps empty.
    pub hint: String,
}

impl Choice {
    pub fn new(value: impl ToString, label: impl Into<String>) -> Self {
        Self { value: value.to_string(), label: label.into(), hint: String::new() }
    }

    pub fn meaning(self, hint: impl Into<String>) -> Self {
        Self { hint: hint.into(), ..self }
    }
}

impl Form {
    pub fn typed(values: Vec<(String, String)>) -> Self {
        Self { values, reason: None }
    }

    pub fn values(&self) -> &[(String, String)] {
        &self.values
    }

    /// With one more value.
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.values.push((name.to_owned(), value.to_string()));
        self
    }

    /// With a value where nothing of this name was typed.
    pub fn or(self, name: &str, value: impl ToString) -> Self {
        if self.has(name) { self } else { self.with(name, value) }
    }

    /// With everything that another one says, and why that was not taken.
    pub fn and(mut self, other: Self) -> Self {
        self.values.extend(other.values);
        Self { reason: other.reason.or(self.reason), ..self }
    }

    pub fn without(mut self, name: &str) -> Self {
        self.values.retain(|(other, _)| other != name);
        self
    }

    pub fn refused(self, reason: Reason) -> Self {
        Self { reason: Some(reason), ..self }
    }

    /// The first of this name; empty where there is none.
    pub fn text(&self, name: &str) -> &str {
        self.values.iter().find(|(other, _)| other == name).map_or("", |(_, value)| value)
    }

    /// All of this name, in the order in which they were sent.
    pub fn all<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f str> {
        self.values.iter().filter(move |(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// All of this name as one line of a list.
    pub fn line(&self, name: &str) -> String {
        self.all(name).map(str::trim).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(", ")
    }

    pub fn has(&self, name: &str) -> bool {
        self.values.iter().any(|(other, _)| other == name)
    }

    pub fn is(&self, name: &str, value: &str) -> bool {
        self.text(name) == value
    }

    pub fn is_refused(&self) -> bool {
        self.reason.is_some()
    }

    /// The key of the reason that belongs beside a field.
    pub fn reason(&self, field: &str) -> Option<&'static str> {
        self.reason.filter(|reason| reason.field == field).map(|reason| reason.key)
    }
}

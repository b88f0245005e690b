//! What each part of a set-up wishes for, in the numbers of the desk that brings it in and the words of one language.

use super::Ids;
use super::file::{
    ApprovalPart, CalendarPart, FieldPart, FlowPart, FormPart, MacroPart, ObjectTypePart, PolicyPart, RulePart,
    TopicPart, ViewPart, WorkflowPart,
};
use crate::Refusal;
use crate::approval::ProcedureWish;
use crate::automation::{RuleWish, Stage};
use crate::conversation::MacroWish;
use crate::flow::FlowWish;
use crate::form::{Asks, FieldWish, FormWish, Holder, TopicWish};
use crate::object::ObjectTypeWish;
use crate::sla::{CalendarWish, HolidayList, PolicyWish};
use crate::ticket::{ViewWish, WorkflowWish};
use base::Language;

type Wished<T> = Result<T, Refusal>;

impl CalendarPart {
    /// Hours without a zone are those of the house, with the holidays of its country.
    pub fn wish(&self, language: Language, zone: &str) -> CalendarWish {
        let mut hours = self.hours.clone();
        if hours.zone.is_empty() {
            zone.clone_into(&mut hours.zone);
            hours.lists.extend(HolidayList::of_zone(zone));
        }
        CalendarWish { name: self.name.of(language).to_owned(), hours }
    }
}

impl ObjectTypePart {
    /// Its columns are fields that come after it.
    pub fn wish(&self, ids: &Ids) -> Wished<ObjectTypeWish> {
        Ok(ObjectTypeWish {
            name: self.name.clone(),
            plural: self.plural.clone(),
            help: self.help.clone(),
            glyph: self.glyph,
            grants: self.grants.iter().map(|grant| ids.grant(*grant)).collect::<Wished<_>>()?,
            columns: self.columns.iter().filter_map(|id| ids.field(*id).ok()).collect(),
            active: true,
        })
    }
}

impl FieldPart {
    pub fn holder(&self) -> Wished<Holder> {
        Holder::named(&self.holder).ok_or(Refusal::SetUpUnreadable)
    }

    pub fn wish(&self, ids: &Ids) -> Wished<FieldWish> {
        Ok(FieldWish {
            key: self.key.clone(),
            nature: ids.nature(&self.nature)?,
            label: self.label.clone(),
            help: self.help.clone(),
            asks: Asks { requester: self.requester, agent: self.agent },
            active: true,
        })
    }
}

impl FormPart {
    pub fn wish(&self, ids: &Ids) -> Wished<FormWish> {
        let parts = self.parts.iter().map(|part| ids.part(part)).collect::<Wished<_>>()?;
        Ok(FormWish { name: self.name.clone(), parts })
    }
}

impl TopicPart {
    pub fn wish(&self, ids: &Ids) -> Wished<TopicWish> {
        Ok(TopicWish {
            name: self.name.clone(),
            help: self.help.clone(),
            kind: self.kind,
            form: ids.form(self.form)?,
            team: self.team.map(|id| ids.team(id)).transpose()?,
            priority: self.priority,
            numbering: self.numbering.clone(),
            text: self.text.clone(),
            public: self.public,
            active: true,
        })
    }
}

impl WorkflowPart {
    pub fn wish(&self, ids: &Ids, language: Language) -> Wished<WorkflowWish> {
        Ok(WorkflowWish {
            name: self.name.of(language).to_owned(),
            kinds: self.kinds.clone(),
            topics: ids.topics(&self.topics)?,
            transitions: self.transitions.iter().map(|step| ids.transition(step)).collect::<Wished<_>>()?,
        })
    }
}

impl ApprovalPart {
    pub fn wish(&self, ids: &Ids, language: Language) -> Wished<ProcedureWish> {
        Ok(ProcedureWish {
            name: self.name.of(language).to_owned(),
            question: self.question.clone(),
            approvers: self.approvers.iter().map(|one| ids.approver(*one)).collect::<Wished<_>>()?,
            needed: self.needed,
            remind: self.remind,
            limit: self.limit,
            at_limit: ids.at_limit(self.at_limit)?,
        })
    }
}

impl MacroPart {
    pub fn wish(&self, ids: &Ids, language: Language) -> Wished<MacroWish> {
        Ok(MacroWish {
            mine: false,
            name: self.name.of(language).to_owned(),
            shortcut: self.shortcut.clone(),
            text_en: self.text.en.clone(),
            text_ja: self.text.ja.clone(),
            html_en: self.form(&self.html.en),
            html_ja: self.form(&self.html.ja),
            files: self.attachments()?,
            acts: ids.acts(&self.acts)?,
            teams: ids.teams(&self.teams)?,
            condition: ids.condition(&self.condition)?,
        })
    }
}

impl RulePart {
    /// In the most careful stage: whoever brings it in says how far it may go.
    pub fn wish(&self, ids: &Ids, language: Language) -> Wished<RuleWish> {
        Ok(RuleWish {
            name: self.name.of(language).to_owned(),
            purpose: self.purpose.of(language).to_owned(),
            kind: self.kind,
            stage: Stage::Log,
            on: self.on.clone(),
            condition: ids.condition(&self.condition)?,
            steps: ids.steps(&self.steps)?,
            stop: self.stop,
            old: self.old,
        })
    }
}

impl FlowPart {
    pub fn wish(&self, ids: &Ids, language: Language) -> Wished<FlowWish> {
        Ok(FlowWish {
            name: self.name.of(language).to_owned(),
            purpose: self.purpose.of(language).to_owned(),
            start: self.start,
            on: self.on.clone(),
            condition: ids.condition(&self.condition)?,
            body: ids.nodes(&self.body)?,
        })
    }
}

impl PolicyPart {
    pub fn wish(&self, ids: &Ids, language: Language) -> Wished<PolicyWish> {
        Ok(PolicyWish {
            name: self.name.of(language).to_owned(),
            condition: ids.condition(&self.condition)?,
            terms: ids.terms(&self.terms)?,
        })
    }
}

impl ViewPart {
    pub fn wish(&self, ids: &Ids) -> Wished<ViewWish> {
        Ok(ViewWish {
            audience: ids.audience(self.audience)?,
            name_en: self.name.en.clone(),
            name_ja: self.name.ja.clone(),
            glyph: self.glyph,
            tone: self.tone,
            condition: ids.condition(&self.condition)?,
            layout: self.layout.as_ref().map(|layout| ids.layout(layout)).transpose()?,
            counted: self.counted,
        })
    }
}

//! Which columns the exports of known association systems have, and what they cannot tell.
//!
//! Column names were read in the sources or the manuals of the systems. A preset is a closed vocabulary: columns that it does not name are
//! not kept. What a caller maps comes first.

use super::plain_text::key;
use super::vocabulary::Role;
use serde::{Deserialize, Serialize};

/// Whether a table remembers that a member was away and came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PastGaps {
    /// There is a row for each stretch of membership.
    Kept,
    /// A renewal overwrites the row: who comes back looks like one who never left, or like a new member. Reinstatement, and retention
    /// before the last return, cannot be computed from such a table.
    Lost,
}

macro_rules! presets {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal, $table:literal, $gaps:ident, $note:literal [$($header:literal => $role:ident),+ $(,)?];)+) => {
        /// A known system and the table that is exported from it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[non_exhaustive]
        pub enum Preset { $($(#[doc = $doc])+ $variant,)+ }

        impl Preset {
            /// All presets.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stable name.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// The table to export.
            #[must_use]
            pub fn table(self) -> &'static str {
                match self { $(Self::$variant => $table,)+ }
            }

            /// Whether the table remembers past gaps.
            #[must_use]
            pub fn past_gaps(self) -> PastGaps {
                match self { $(Self::$variant => PastGaps::$gaps,)+ }
            }

            /// What to know before using it.
            #[must_use]
            pub fn note(self) -> &'static str {
                match self { $(Self::$variant => $note,)+ }
            }

            /// The headers it knows, with their roles.
            #[must_use]
            pub fn columns(self) -> &'static [(&'static str, Role)] {
                match self { $(Self::$variant => &[$(($header, Role::$role)),+],)+ }
            }
        }
    };
}

presets! {
    /// CiviCRM: one row a membership, overwritten at renewal.
    Civicrm = "civicrm", "civicrm_membership, or an export of memberships", Lost,
        "start_date is the beginning of the present uninterrupted period; past periods are only in civicrm_membership_log" [
        "contact_id" => Person, "Contact ID" => Person, "start_date" => Start, "membership_start_date" => Start, "Membership Start Date" => Start,
        "end_date" => LastDay, "membership_end_date" => LastDay, "Membership Expiration Date" => LastDay,
        "status" => StatusNow, "membership_status" => StatusNow, "membership_type" => Class,
    ];
    /// Odoo with its module for members: one row a period.
    Odoo = "odoo", "membership.membership_line", Kept,
        "leave out lines that were cancelled (date_cancel) before they began to count; lines that follow within three days are one membership: use a grace period of 3 days" [
        "partner" => Person, "partner_id" => Person, "date_from" => Start, "date_to" => LastDay, "state" => StatusNow, "membership_id" => Class,
    ];
    /// Tendenci: one row a renewal, the old ones archived.
    Tendenci = "tendenci", "memberships_membershipdefault", Kept,
        "rows of one member overlap where join_dt is carried over a renewal; the register cuts them" [
        "member_number" => Person, "join_dt" => Start, "expire_dt" => LastDay, "status_detail" => StatusNow, "membership_type" => Class,
        "chapter" => Branch,
    ];
    /// byro: one row a membership.
    Byro = "byro", "Membership", Kept,
        "whether `end` is the last day or the first day out depends on how the association fills it in: set the end day" [
        "number" => Person, "member" => Person, "start" => Start, "end" => End, "membership_type" => Class,
    ];
    /// hitobito: one row a role in a group.
    Hitobito = "hitobito", "roles", Kept,
        "a person has several roles at a time: keep the role types that mean membership" [
        "person_id" => Person, "start_on" => Start, "end_on" => LastDay, "type" => Class, "group_id" => Branch,
    ];
    /// Galette: one row a contribution.
    Galette = "galette", "galette_cotisations", Kept,
        "a membership is what was paid for; a payment that comes late looks like a gap: use a grace period" [
        "id_adh" => Person, "date_debut_cotis" => Start, "date_fin_cotis" => LastDay,
    ];
    /// Frappe with its module for non-profits: one row a membership period.
    Frappe = "frappe", "tabMembership", Kept,
        "a renewal is a new row; leave out rows with the status Cancelled that were never paid" [
        "member" => Person, "from_date" => Start, "to_date" => LastDay, "membership_status" => StatusNow, "membership_type" => Class,
    ];
    /// iMIS: one row a person, overwritten.
    Imis = "imis", "Name, with its join and paid-through dates", Lost,
        "the member status is one letter that is overwritten and is not read; past periods are not in the table" [
        "ID" => Person, "JOIN_DATE" => Start, "PAID_THRU" => LastDay, "MEMBER_TYPE" => Class, "CHAPTER" => Branch,
    ];
}

impl Preset {
    /// The preset of a stable name.
    ///
    /// # Example
    ///
    /// ```
    /// # #[cfg(feature = "csv")] {
    /// use kaiin::input::{PastGaps, Preset, ReadSettings, read_episodes_csv};
    /// let civicrm = Preset::from_name("civicrm").unwrap();
    /// assert_eq!(civicrm.past_gaps(), PastGaps::Lost);
    /// let csv = "id,contact_id,join_date,start_date,end_date\n1,17,2001-01-01,2019-01-01,2024-12-31\n";
    /// let read = read_episodes_csv(csv.as_bytes(), &ReadSettings::new().preset(civicrm))?;
    /// assert_eq!(read.columns.start.get(0), Some("2019-01-01".parse()?));
    /// # }
    /// # Ok::<(), kaiin::Error>(())
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|preset| preset.name() == name)
    }

    /// The role of a header of the exported table.
    #[must_use]
    pub fn role_of(self, header: &str) -> Option<Role> {
        let wanted = key(header);
        self.columns().iter().find(|(known, _)| key(known) == wanted).map(|&(_, role)| role)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_preset_has_a_person_and_a_start() {
        for preset in Preset::ALL {
            for role in [Role::Person, Role::Start] {
                assert!(preset.columns().iter().any(|&(_, known)| known == role), "{preset:?} {role}");
            }
            assert_eq!(Preset::from_name(preset.name()), Some(*preset));
        }
    }
}

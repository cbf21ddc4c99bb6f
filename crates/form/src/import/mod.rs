//! Other people's forms.

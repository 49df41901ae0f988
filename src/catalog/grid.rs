//! What is known about elements that have a row and a place in it.

/// A value for some of the places of some rows, both counted from zero.
#[derive(Debug, Clone)]
pub(super) struct Grid<T> {
    rows: Vec<Vec<Option<T>>>,
}

impl<T> Default for Grid<T> {
    fn default() -> Self {
        Self { rows: Vec::new() }
    }
}

impl<T> Grid<T> {
    /// Returns the value of a place.
    pub(super) fn get(&self, at: &(usize, usize)) -> Option<&T> {
        self.rows.get(at.0)?.get(at.1)?.as_ref()
    }

    /// Returns whether a place has a value.
    pub(super) fn contains_key(&self, at: &(usize, usize)) -> bool {
        self.get(at).is_some()
    }

    /// Gives a place a value, in the place of the one that it has.
    pub(super) fn insert(&mut self, at: (usize, usize), value: T) {
        if self.rows.len() <= at.0 {
            self.rows.resize_with(at.0 + 1, Vec::new);
        }
        let row = &mut self.rows[at.0];
        if row.len() <= at.1 {
            row.resize_with(at.1 + 1, || None);
        }
        row[at.1] = Some(value);
    }

    /// Takes the value of a place away.
    pub(super) fn remove(&mut self, at: &(usize, usize)) {
        if let Some(place) = self.rows.get_mut(at.0).and_then(|row| row.get_mut(at.1)) {
            *place = None;
        }
    }

    /// Returns the values with their places, in the order of these.
    pub(super) fn iter(&self) -> impl Iterator<Item = ((usize, usize), &T)> {
        self.rows.iter().enumerate().flat_map(|(row, values)| {
            let values = values.iter().enumerate();
            values.filter_map(move |(at, value)| Some(((row, at), value.as_ref()?)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_have_values_or_none() {
        let mut grid = Grid::default();
        grid.insert((2, 1), "b");
        grid.insert((0, 3), "a");
        grid.insert((2, 1), "c");
        assert_eq!(grid.get(&(2, 1)), Some(&"c"));
        assert!(!grid.contains_key(&(2, 0)) && !grid.contains_key(&(9, 9)));
        let all: Vec<_> = grid.iter().collect();
        assert_eq!(all, [((0, 3), &"a"), ((2, 1), &"c")]);
        grid.remove(&(0, 3));
        grid.remove(&(7, 7));
        assert_eq!(grid.iter().count(), 1);
    }
}

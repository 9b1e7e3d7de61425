//! Clusters of word vectors: k-means on the finest level, each coarser level k-means over the centres of the
//! one before, weighted by their sizes.

use std::thread;

use names::lexicon::{DIMENSIONS, LEVELS};

use crate::random::Random;

/// Clusters on each level, from the finest.
const SIZES: [usize; LEVELS] = [2048, 1024, 256, 64];

/// Rounds of k-means.
const ROUNDS: usize = 12;

type Vector = [f32; DIMENSIONS];

/// The leaf cluster of each vector, and the clusters of each leaf on all levels.
pub(crate) fn cluster(vectors: &[Vector], random: &mut Random) -> (Vec<u16>, Vec<[u16; LEVELS]>) {
    let weights = vec![1.0; vectors.len()];
    let (leaves, mut centres, mut weights) = k_means(vectors, &weights, SIZES[0], random);
    let mut levels: Vec<[u16; LEVELS]> = (0..centres.len()).map(|leaf| [leaf as u16; LEVELS]).collect();
    for level in 1..LEVELS {
        let (parents, next_centres, next_weights) = k_means(&centres, &weights, SIZES[level], random);
        for leaf in &mut levels {
            let parent = parents[usize::from(leaf[level])];
            leaf[level..].fill(parent);
        }
        (centres, weights) = (next_centres, next_weights);
    }
    (leaves, levels)
}

fn k_means(
    vectors: &[Vector],
    weights: &[f32],
    count: usize,
    random: &mut Random,
) -> (Vec<u16>, Vec<Vector>, Vec<f32>) {
    let count = count.min(vectors.len());
    let mut order: Vec<usize> = (0..vectors.len()).collect();
    random.shuffle(&mut order);
    let mut centres: Vec<Vector> = order[..count].iter().map(|at| vectors[*at]).collect();
    let mut nearest = vec![0; vectors.len()];
    let mut sizes = vec![0.0; count];
    for _ in 0..ROUNDS {
        assign(vectors, &centres, &mut nearest);
        let mut sums = vec![[0.0; DIMENSIONS]; count];
        sizes.fill(0.0);
        for ((vector, centre), weight) in vectors.iter().zip(&nearest).zip(weights) {
            let centre = usize::from(*centre);
            sizes[centre] += weight;
            sums[centre].iter_mut().zip(vector).for_each(|(sum, value)| *sum += weight * value);
        }
        for (centre, sum) in sums.iter().enumerate() {
            if sizes[centre] > 0.0 {
                centres[centre] = sum.map(|value| value / sizes[centre]);
            } else {
                centres[centre] = vectors[random.below(vectors.len())];
            }
        }
    }
    assign(vectors, &centres, &mut nearest);
    (nearest, centres, sizes)
}

fn assign(vectors: &[Vector], centres: &[Vector], nearest: &mut [u16]) {
    let half = vectors.len() / 2;
    let (left, right) = nearest.split_at_mut(half);
    thread::scope(|scope| {
        scope.spawn(|| assign_part(&vectors[..half], centres, left));
        assign_part(&vectors[half..], centres, right);
    });
}

/// Centres side by side, so that one vector is compared with eight at once.
fn assign_part(vectors: &[Vector], centres: &[Vector], nearest: &mut [u16]) {
    const LANES: usize = 16;
    let norm = |v: &Vector| v.iter().map(|x| x * x).sum::<f32>() / 2.0;
    let blocks: Vec<([[f32; LANES]; DIMENSIONS], [f32; LANES])> = centres
        .chunks(LANES)
        .map(|block| {
            let at = |d: usize, lane: usize| block.get(lane).map_or(0.0, |c| c[d]);
            let norms = std::array::from_fn(|lane| block.get(lane).map_or(f32::INFINITY, norm));
            (std::array::from_fn(|d| std::array::from_fn(|lane| at(d, lane))), norms)
        })
        .collect();
    for (vector, nearest) in vectors.iter().zip(nearest) {
        let mut best = f32::INFINITY;
        for (number, (columns, norms)) in blocks.iter().enumerate() {
            let mut distance = *norms;
            for (value, column) in vector.iter().zip(columns) {
                for lane in 0..LANES {
                    distance[lane] -= value * column[lane];
                }
            }
            for (lane, distance) in distance.iter().enumerate() {
                if *distance < best {
                    best = *distance;
                    *nearest = (number * LANES + lane) as u16;
                }
            }
        }
    }
}

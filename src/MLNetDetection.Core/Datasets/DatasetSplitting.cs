using MLNetDetection.Core.Augmentation;

namespace MLNetDetection.Core.Datasets;

/// <summary>Divides data sets so that each part has its share of every class, and copies of one picture stay together.</summary>
public static class DatasetSplitting
{
    /// <summary>Divides a set into parts.</summary>
    /// <param name="set">The set; the parts it has already are forgotten.</param>
    /// <param name="shares">Name and share of each part, such as ("train", 0.8), ("val", 0.2); shares over 0, of any sum.</param>
    /// <param name="seed">Another seed is another division.</param>
    /// <param name="groups">
    /// For each image the number of its group; images of one group go to one part. What <see cref="NearDuplicates.Group"/> gives; null
    /// takes each file as a group, so that a repeated image stays on one side.
    /// </param>
    /// <returns>The same images in their order, <see cref="AnnotatedImage.Split"/> set; <see cref="DetectionDataset.OfSplit"/> takes one part.</returns>
    /// <exception cref="ArgumentException">There is no share, one is not over 0, a name comes twice, or the groups are of another count.</exception>
    public static DetectionDataset Split(
        this DetectionDataset set, IReadOnlyList<(string Name, double Share)> shares, long seed = 1, IReadOnlyList<int>? groups = null)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(shares);
        if (shares.Count == 0 || shares.Any(share => !(share.Share > 0 && double.IsFinite(share.Share))) || shares.DistinctBy(share => share.Name).Count() != shares.Count)
        {
            throw new ArgumentException("A division takes at least one part, each with a name of its own and a share over 0.", nameof(shares));
        }

        int[] parts = Assign(set, [.. shares.Select(share => share.Share)], seed, groups);
        return set with { Images = [.. set.Images.Select((image, i) => image with { Split = shares[parts[i]].Name })] };
    }

    /// <summary>The pairs of k-fold cross-validation: each image is in exactly one test part.</summary>
    /// <param name="set">The set.</param>
    /// <param name="folds">2 or more.</param>
    /// <param name="seed">Another seed is another division.</param>
    /// <param name="groups">As for <see cref="Split"/>.</param>
    public static IReadOnlyList<(DetectionDataset Train, DetectionDataset Test)> KFold(
        this DetectionDataset set, int folds, long seed = 1, IReadOnlyList<int>? groups = null)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        int[] parts = Assign(set, [.. Enumerable.Repeat(1.0, folds)], seed, groups);
        return
        [
            .. Enumerable.Range(0, folds).Select(fold => (
                set with { Images = [.. set.Images.Where((_, i) => parts[i] != fold)] },
                set with { Images = [.. set.Images.Where((_, i) => parts[i] == fold)] })),
        ];
    }

    /// <summary>The part of each image, after Sechidis et al. 2011: the rarest class first, each group to the part that lacks it most.</summary>
    private static int[] Assign(DetectionDataset set, double[] shares, long seed, IReadOnlyList<int>? groups)
    {
        if (groups is not null && groups.Count != set.Images.Count)
        {
            throw new ArgumentException($"There are {groups.Count} groups for {set.Images.Count} images.", nameof(groups));
        }

        int[][] classes = DatasetComposition.ClassesOfImages(set);
        int[][] members = [.. Enumerable.Range(0, classes.Length)
            .GroupBy(index => groups is null ? set.Images[index].Path : (object)groups[index]).Select(group => group.ToArray())];
        new RandomStream(seed).Shuffle<int[]>(members);
        int[] counts = new int[set.ClassNames.Count];
        foreach (int id in classes.SelectMany(ids => ids))
        {
            counts[id]++;
        }

        double sum = shares.Sum();
        double[] wanted = [.. shares.Select(share => share / sum * classes.Length)];
        double[][] wantedOf = [.. shares.Select(share => counts.Select(count => share / sum * count).ToArray())];
        int[] parts = [.. Enumerable.Repeat(-1, classes.Length)];

        // Large groups first: once parts are nearly full, only small ones still fit.
        foreach (int id in Enumerable.Range(0, counts.Length).OrderBy(id => counts[id]).Append(-1))
        {
            foreach (int[] group in members.OrderByDescending(group => group.Length))
            {
                if (parts[group[0]] >= 0 || (id >= 0 && !group.Any(index => classes[index].Contains(id))))
                {
                    continue;
                }

                int part = Enumerable.Range(0, shares.Length).OrderByDescending(p => id >= 0 ? wantedOf[p][id] : 0).ThenByDescending(p => wanted[p]).First();
                foreach (int index in group)
                {
                    parts[index] = part;
                    wanted[part]--;
                    foreach (int held in classes[index])
                    {
                        wantedOf[part][held]--;
                    }
                }
            }
        }

        return parts;
    }
}

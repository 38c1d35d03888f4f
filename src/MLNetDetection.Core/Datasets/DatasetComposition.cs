using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Augmentation;

namespace MLNetDetection.Core.Datasets;

/// <summary>Makes data sets out of data sets; images are never opened, and the same seed gives the same set.</summary>
public static class DatasetComposition
{
    /// <summary>All images of all sets, in order. Classes are the same where their names are; new ones follow the first set's.</summary>
    public static DetectionDataset Concatenate(params IReadOnlyList<DetectionDataset> sets)
    {
        ArgumentNullException.ThrowIfNull(sets);
        ArgumentOutOfRangeException.ThrowIfZero(sets.Count, nameof(sets));
        List<string> names = [];
        foreach (string name in sets.SelectMany(set => set.ClassNames))
        {
            if (!names.Contains(name))
            {
                names.Add(name);
            }
        }

        return new DetectionDataset(
            sets[0].Folder,
            names,
            [.. sets.SelectMany(set => Relabel(set, [.. set.ClassNames.Select(name => names.IndexOf(name))]))],
            [.. sets.SelectMany(set => set.Findings)]);
    }

    /// <summary>Every image <paramref name="times"/> times, the whole set one after the other.</summary>
    public static DetectionDataset Repeat(this DetectionDataset set, int times)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentOutOfRangeException.ThrowIfLessThan(times, 1);
        return set with { Images = [.. Enumerable.Repeat(set.Images, times).SelectMany(images => images)] };
    }

    /// <summary>Only the objects of some classes, whose ids follow the order given.</summary>
    /// <param name="set">The set.</param>
    /// <param name="classNames">Names of the set, each once.</param>
    /// <param name="keepEmptied">True keeps images that lose all their objects, as negatives; false, the default, drops them.</param>
    /// <exception cref="ArgumentException">A name is not the set's, or given twice.</exception>
    public static DetectionDataset WithClasses(this DetectionDataset set, IReadOnlyList<string> classNames, bool keepEmptied = false)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(classNames);
        string[] unknown = [.. classNames.Except(set.ClassNames)];
        if (unknown.Length > 0 || classNames.Distinct().Count() != classNames.Count)
        {
            throw new ArgumentException(
                unknown.Length > 0 ? $"The set has no class {string.Join(", ", unknown)}; it has {string.Join(", ", set.ClassNames)}." : "A class is given twice.",
                nameof(classNames));
        }

        string[] names = [.. classNames];
        IEnumerable<AnnotatedImage> images = Relabel(set, [.. set.ClassNames.Select(name => Array.IndexOf(names, name))]);
        return set with
        {
            ClassNames = names,
            Images = [.. images.Zip(set.Images).Where(pair => keepEmptied || pair.First.Objects.Count > 0 || pair.Second.Objects.Count == 0).Select(pair => pair.First)],
        };
    }

    /// <summary>Classes under other names; several under one name become one class, at the place of the first.</summary>
    /// <param name="set">The set.</param>
    /// <param name="names">New names by old ones; classes that are not in it keep theirs.</param>
    /// <exception cref="ArgumentException">An old name is not the set's.</exception>
    public static DetectionDataset RenameClasses(this DetectionDataset set, IReadOnlyDictionary<string, string> names)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(names);
        if (names.Keys.Except(set.ClassNames).FirstOrDefault() is { } unknown)
        {
            throw new ArgumentException($"The set has no class {unknown}; it has {string.Join(", ", set.ClassNames)}.", nameof(names));
        }

        string[] all = [.. set.ClassNames.Select(name => names.TryGetValue(name, out string? other) ? other : name)];
        string[] distinct = [.. all.Distinct()];
        return set with { ClassNames = distinct, Images = [.. Relabel(set, [.. all.Select(name => Array.IndexOf(distinct, name))])] };
    }

    /// <summary>
    /// At most <paramref name="maximum"/> images of each class, images of rare classes first; images without objects stay. The order of
    /// the images is kept.
    /// </summary>
    public static DetectionDataset CapPerClass(this DetectionDataset set, int maximum, long seed = 1)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximum, 1);
        int[][] classes = ClassesOfImages(set);
        int[] totals = new int[set.ClassNames.Count], taken = new int[set.ClassNames.Count];
        foreach (int classId in classes.SelectMany(ids => ids))
        {
            totals[classId]++;
        }

        int[] order = [.. Enumerable.Range(0, set.Images.Count)];
        new RandomStream(seed).Shuffle<int>(order);
        bool[] kept = new bool[order.Length];
        foreach (int index in order.OrderBy(index => classes[index].Length == 0 ? 0 : classes[index].Min(id => totals[id])))
        {
            if (classes[index].All(id => taken[id] < maximum))
            {
                kept[index] = true;
                foreach (int id in classes[index])
                {
                    taken[id]++;
                }
            }
        }

        return set with { Images = [.. set.Images.Where((_, i) => kept[i])] };
    }

    /// <summary>
    /// Draws <paramref name="count"/> images, each for a class chosen evenly among those that occur; the images of a class are dealt like
    /// cards, so that none comes again before all have come. Images without objects are not drawn.
    /// </summary>
    /// <exception cref="InvalidOperationException">No image has an object.</exception>
    public static DetectionDataset SampleBalanced(this DetectionDataset set, int count, long seed = 1)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        int[][] classes = ClassesOfImages(set);
        int[][] decks = [.. Enumerable.Range(0, set.ClassNames.Count)
            .Select(id => Enumerable.Range(0, classes.Length).Where(index => classes[index].Contains(id)).ToArray()).Where(deck => deck.Length > 0)];
        if (decks.Length == 0)
        {
            throw new InvalidOperationException("No image has an object: there are no classes to balance.");
        }

        RandomStream random = new(seed);
        int[] next = [.. decks.Select(deck => deck.Length)];
        AnnotatedImage[] drawn = new AnnotatedImage[count];
        for (int i = 0; i < count; i++)
        {
            int deck = random.NextInt(decks.Length);
            if (next[deck] == decks[deck].Length)
            {
                random.Shuffle<int>(decks[deck]);
                next[deck] = 0;
            }

            drawn[i] = set.Images[decks[deck][next[deck]++]];
        }

        return set with { Images = drawn };
    }

    /// <summary>The distinct class ids of each image.</summary>
    internal static int[][] ClassesOfImages(DetectionDataset set) => [.. set.Images.Select(image => image.Objects.Select(item => item.ClassId).Distinct().ToArray())];

    /// <summary>The images under new ids; an object whose new id is negative is dropped.</summary>
    private static IEnumerable<AnnotatedImage> Relabel(DetectionDataset set, int[] ids) => set.Images.Select(image => image with
    {
        Objects = (AnnotatedObject[])[.. image.Objects.Where(item => ids[item.ClassId] >= 0).Select(item => item with { ClassId = ids[item.ClassId] })],
    });
}

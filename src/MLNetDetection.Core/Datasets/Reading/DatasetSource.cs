namespace MLNetDetection.Core.Datasets.Reading;

/// <summary>Chooses the reader of a path.</summary>
internal static class DatasetSource
{
    // Specific formats first: a table is taken only where nothing else fits.
    private static readonly AnnotationReader[] _specific =
    [
        new VocReader(), new CocoReader(), new VottJsonReader(), new LabelMeReader(), new MmdetectionJsonReader(), new YoloReader(),
        new VottCsvReader(), new MmdetectionTextReader(), new BoxLineReader(),
    ];

    private static readonly AnnotationReader[] _tables = [new BoxTableReader(), new ImageTableReader()];

    /// <exception cref="FileNotFoundException">There is nothing at <paramref name="path"/>.</exception>
    /// <exception cref="InvalidDataException">No format fits, or several do, or the data are faulty.</exception>
    public static SourceSet Read(string path, DatasetOptions options, bool keepMissing = false)
    {
        string full = Path.GetFullPath(path);
        bool isFile = File.Exists(full);
        if (!isFile && !Directory.Exists(full))
        {
            throw new FileNotFoundException($"There is no file or folder {full}.", full);
        }

        DataFolder folder = new(isFile ? Path.GetDirectoryName(full)! : full);
        string? file = isFile ? Path.Combine(folder.Root, Path.GetFileName(full)) : null;
        ReadingContext context = new(folder, file, options) { KeepMissing = keepMissing };
        (AnnotationReader reader, string why) = Choose(context);
        SourceSet set = reader.Read(context);
        set.Recognition = why;
        if (set.Images.Count == 0 && set.Faults.Count == 0)
        {
            throw new InvalidDataException($"{full} was read as {reader.Format} ({why}), and holds no annotated image.");
        }

        return set;
    }

    private static (AnnotationReader Reader, string Why) Choose(ReadingContext context)
    {
        string place = context.File ?? context.Folder.Root;
        if (context.Options.Format is { } named)
        {
            AnnotationReader chosen = _specific.Concat(_tables).First(reader => reader.Format == named);
            return chosen.Recognise(context) is { } evidence
                ? (chosen, $"{named}, as asked: {evidence}")
                : throw new InvalidDataException($"{place} is not {named}: expected {chosen.Looks}.");
        }

        foreach (AnnotationReader[] group in new[] { _specific, _tables })
        {
            (AnnotationReader Reader, string Why)[] fitting =
                [.. group.Select(reader => (reader, why: reader.Recognise(context))).Where(pair => pair.why is not null).Select(pair => (pair.reader, $"{pair.reader.Format}: {pair.why}"))];
            if (fitting.Length == 1)
            {
                return fitting[0];
            }

            if (fitting.Length > 1)
            {
                throw new InvalidDataException(
                    $"{place} could be of {fitting.Length} formats. {string.Join("; ", fitting.Select(pair => pair.Why))}. Name one ({nameof(DatasetOptions.Format)}, --format).");
            }
        }

        throw new InvalidDataException(
            $"{place} is of no known format. Looked for: {string.Join("; ", _specific.Concat(_tables).Select(reader => $"{reader.Format}: {reader.Looks}"))}.");
    }
}

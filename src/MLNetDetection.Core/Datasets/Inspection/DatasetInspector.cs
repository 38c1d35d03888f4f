using MLNetDetection.Core.Datasets.Reading;
using MLNetDetection.Core.Imaging;
using MLNetDetection.Core.Reports;

namespace MLNetDetection.Core.Datasets.Inspection;

/// <summary>Looks at a data set before an hour of training is lost on it: annotations, image files, classes, copies, sizes.</summary>
public static class DatasetInspector
{
    private const double PoorCoverage = 0.9;
    private const int MostPictures = 12;
    private const int LargestPicture = 1 << 20;

    /// <summary>Inspects a folder or annotation file of any known format.</summary>
    /// <param name="path">As <see cref="DetectionDataset.Open"/> takes it.</param>
    /// <param name="options">Null takes the defaults, which decode no image.</param>
    /// <param name="cancellation">Stops between two images.</param>
    /// <exception cref="FileNotFoundException">There is no such file or folder.</exception>
    /// <exception cref="InvalidDataException">It is of no known format, or of several.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static DatasetInspection Inspect(string path, InspectionOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        options ??= new InspectionOptions();
        options.Check();
        SourceSet set = DatasetSource.Read(path, Tolerant(options.Reading), keepMissing: true);
        SourceImage[] images = [.. set.Images.Where(image => options.Reading.Split is not { } split || image.Split == split)];
        ImageLook?[] looks = Look(images, options, cancellation);
        (int Width, int Height)[] sizes = [.. images.Select((image, i) => SizeOf(image, looks[i]))];

        List<InspectionFinding> findings = [.. set.Faults.Select(Convert)];
        for (int i = 0; i < images.Length; i++)
        {
            findings.AddRange(ImageChecks.Of(images[i], looks[i]));
            findings.AddRange(BoxChecks.Of(images[i], sizes[i].Width, sizes[i].Height));
        }

        string[] parts = [.. images.Select(image => image.Split).OfType<string>().Distinct(StringComparer.Ordinal)];
        ClassCount[] classes = Count(images, options.Reading.ClassNames ?? DatasetAssembler.ClassNames(set), parts);
        findings.AddRange(SetChecks.Duplicates(images, [.. looks.Select(look => look?.Hash)], options.DuplicateDistance));
        findings.AddRange(SetChecks.Classes(set.Folder, classes, parts, options.RareClassImages));
        double? coverage = SizeStatistics.Coverage(images, sizes, options);
        if (coverage < PoorCoverage)
        {
            findings.Add(new(InspectionKind.AnchorCoverage, InspectionSeverity.Warning, set.Folder, 0,
                FormattableString.Invariant($"only {coverage:0.000} of the objects are overlapped by 0.5 by some anchor of the network"), "a larger input, or other anchor sizes and aspects"));
        }

        ChannelSums sums = looks.Aggregate(default(ChannelSums), (sum, look) => look is null ? sum : sum + look.Sums);
        return new DatasetInspection
        {
            Folder = set.Folder,
            Format = set.Format,
            Recognition = set.Recognition,
            Images = images.Length,
            UsableImages = looks.Count(look => look is { Fault: null }),
            Negatives = images.Count(image => image.Objects.Count == 0),
            Objects = images.Sum(image => image.Objects.Count),
            Parts = parts,
            Classes = classes,
            Histograms = SizeStatistics.Histograms(images, sizes),
            ChannelMean = sums.Pixels > 0 ? sums.Mean : null,
            ChannelDeviation = sums.Pixels > 0 ? sums.Deviation : null,
            AnchorCoverage = coverage,
            Findings = findings,
            Pictures = Pictures(images, looks, sizes, classes, findings),
        };
    }

    private static DatasetOptions Tolerant(DatasetOptions options) => new()
    {
        Format = options.Format,
        ClassNames = options.ClassNames,
        ImageFolder = options.ImageFolder,
        Pixels = options.Pixels,
        MaximumAnnotationBytes = options.MaximumAnnotationBytes,
        BadFiles = BadFilePolicy.Skip,
    };

    private static ImageLook?[] Look(SourceImage[] images, InspectionOptions options, CancellationToken cancellation)
    {
        ImageLook?[] looks = new ImageLook?[images.Length];
        ParallelOptions parallel = new()
        {
            CancellationToken = cancellation,
            MaxDegreeOfParallelism = options.Workers > 0 ? options.Workers : Environment.ProcessorCount,
        };
        int done = 0;
        Parallel.For(0, images.Length, parallel, i =>
        {
            looks[i] = images[i].Exists ? ImageLook.At(images[i].Path, options.Decode) : null;
            options.Progress?.Report((Interlocked.Increment(ref done), images.Length));
        });
        return looks;
    }

    private static (int Width, int Height) SizeOf(SourceImage image, ImageLook? look) => image is { Width: > 0, Height: > 0 }
        ? (image.Width, image.Height)
        : look?.Info is { } info ? (info.UprightWidth, info.UprightHeight) : (0, 0);

    private static InspectionFinding Convert(DatasetFinding fault) =>
        new(InspectionKind.BadAnnotation, InspectionSeverity.Error, fault.File, fault.Line, fault.Message, "DatasetOptions.BadFiles = Skip, or mend it");

    private static ClassCount[] Count(SourceImage[] images, IReadOnlyList<string> names, string[] parts)
    {
        var counts = names.ToDictionary(name => name, _ => (Objects: new int[parts.Length + 1], Images: 0), StringComparer.Ordinal);
        foreach (SourceImage image in images)
        {
            int part = image.Split is null ? parts.Length : Array.IndexOf(parts, image.Split);
            foreach (IGrouping<string, SourceObject> same in image.Objects.GroupBy(item => item.Class))
            {
                if (counts.TryGetValue(same.Key, out var count))
                {
                    count.Objects[part] += same.Count();
                    counts[same.Key] = (count.Objects, count.Images + 1);
                }
            }
        }

        return [.. names.Select(name => new ClassCount(name, counts[name].Objects.Sum(), counts[name].Images, counts[name].Objects[..parts.Length]))];
    }

    private static ReportPicture[] Pictures(
        SourceImage[] images, ImageLook?[] looks, (int Width, int Height)[] sizes, ClassCount[] classes, List<InspectionFinding> findings)
    {
        HashSet<string> noted = [.. findings.Select(finding => finding.File)];
        string[] names = [.. classes.Select(count => count.Name)];
        List<ReportPicture> pictures = [];
        foreach (int i in Enumerable.Range(0, images.Length).OrderByDescending(i => noted.Contains(images[i].Path) || noted.Contains(images[i].File)))
        {
            if (pictures.Count == MostPictures)
            {
                break;
            }

            if (looks[i] is { Fault: null, Info: { Format: not ImageFileFormat.Tiff } } && sizes[i].Width > 0 && new FileInfo(images[i].Path).Length <= LargestPicture)
            {
                IEnumerable<ReportBox> boxes = images[i].Objects.Select(item => ReportBox.Truth(DatasetAssembler.BoxOf(item), item.Class, Math.Max(0, Array.IndexOf(names, item.Class))));
                pictures.Add(new ReportPicture(File.ReadAllBytes(images[i].Path), sizes[i].Width, sizes[i].Height, Path.GetFileName(images[i].Path), boxes));
            }
        }

        return [.. pictures];
    }
}

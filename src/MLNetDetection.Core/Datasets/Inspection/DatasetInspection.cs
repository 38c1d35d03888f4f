using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using MLNetDetection.Core.Imaging;
using MLNetDetection.Core.Reports;

namespace MLNetDetection.Core.Datasets.Inspection;

/// <summary>What <see cref="DatasetInspector"/> found.</summary>
public sealed record DatasetInspection
{
    private static readonly JsonSerializerOptions _json = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Where the set lies.</summary>
    public required string Folder { get; init; }

    /// <summary>The format that was read.</summary>
    public required AnnotationFormat Format { get; init; }

    /// <summary>Why it was taken for that.</summary>
    public required string Recognition { get; init; }

    /// <summary>Annotated images.</summary>
    public required int Images { get; init; }

    /// <summary>Of them, those that can be used: there, and readable.</summary>
    public required int UsableImages { get; init; }

    /// <summary>Images without objects.</summary>
    public required int Negatives { get; init; }

    /// <summary>Marked objects.</summary>
    public required int Objects { get; init; }

    /// <summary>Parts of the set, such as train and val; empty where it has none.</summary>
    public required IReadOnlyList<string> Parts { get; init; }

    /// <summary>In the order of ids.</summary>
    public required IReadOnlyList<ClassCount> Classes { get; init; }

    /// <summary>Sizes and aspects of boxes, sizes of images, objects in an image.</summary>
    public required IReadOnlyList<Histogram> Histograms { get; init; }

    /// <summary>Mean of each channel over all pixels, [0, 255]; null where no image was decoded.</summary>
    public RgbTriple? ChannelMean { get; init; }

    /// <summary>Standard deviation of each channel, [0, 255]; null where no image was decoded.</summary>
    public RgbTriple? ChannelDeviation { get; init; }

    /// <summary>Share of objects that some anchor overlaps by 0.5 or more; null where no anchors were given.</summary>
    public double? AnchorCoverage { get; init; }

    /// <summary>In the order of the set, those of all of it last.</summary>
    public required IReadOnlyList<InspectionFinding> Findings { get; init; }

    /// <summary>Pictures for the page: those with findings first.</summary>
    [JsonIgnore]
    internal IReadOnlyList<ReportPicture> Pictures { get; init; } = [];

    /// <summary>False where nothing can be trained on: no usable image, or no object.</summary>
    public bool IsUsable => UsableImages > 0 && Objects > 0;

    /// <summary>How many findings are of a kind.</summary>
    public int Count(InspectionKind kind) => Findings.Count(finding => finding.Kind == kind);

    /// <summary>Everything but the pictures as JSON, UTF-8.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, _json);

    /// <summary>Writes <see cref="ToJson"/> to a file.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void SaveJson(string path) => File.WriteAllText(path, ToJson() + "\n", new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

    /// <summary>A page with figures, findings, histograms and pictures.</summary>
    public HtmlReport ToReport() => InspectionPage.Of(this);
}

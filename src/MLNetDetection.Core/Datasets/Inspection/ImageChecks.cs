using MLNetDetection.Core.Datasets.Reading;
using MLNetDetection.Core.Imaging;

namespace MLNetDetection.Core.Datasets.Inspection;

/// <summary>What is wrong, or worth knowing, about one image file.</summary>
internal static class ImageChecks
{
    private const string Skip = "SsdTrainer.Options.OnBadImage = Skip, or remove it";
    private const string Automatic = "none needed: decoders give RGB";

    public static IEnumerable<InspectionFinding> Of(SourceImage image, ImageLook? look)
    {
        if (look is null)
        {
            yield return New(InspectionKind.MissingImage, InspectionSeverity.Error, image.File, image.Line, $"its image \"{image.Path}\" is missing", "DatasetOptions.BadFiles = Skip, or DatasetOptions.ImageFolder");
            yield break;
        }

        if (look.Fault is { } fault && look.Info?.IsComplete != false)
        {
            yield return New(InspectionKind.UnreadableImage, InspectionSeverity.Error, image.Path, 0, $"cannot be read: {fault}", Skip);
        }

        if (look.Info is not { } info)
        {
            yield break;
        }

        if (!info.IsComplete)
        {
            yield return New(InspectionKind.TruncatedImage, InspectionSeverity.Error, image.Path, 0, "ends before its picture does; decoders fill the rest", "copy it again, or remove it");
        }

        if (Expected(image.Path) is { } expected && expected != info.Format)
        {
            yield return New(InspectionKind.WrongExtension, InspectionSeverity.Note, image.Path, 0, $"is a {info.Format}, not a {expected}", "none needed here; other tools may refuse it");
        }

        if (Layout(info, image.Path) is { } layout)
        {
            yield return layout;
        }

        if (info.BitsPerChannel > 8)
        {
            yield return New(InspectionKind.DeepImage, InspectionSeverity.Note, image.Path, 0, $"has {info.BitsPerChannel} bits for each channel; the lower ones are dropped", Automatic);
        }

        if (info.Orientation != 1)
        {
            yield return New(InspectionKind.RotatedImage, InspectionSeverity.Warning, image.Path, 0,
                $"has the EXIF orientation {info.Orientation}: boxes are of the upright picture in most tools, and LoadImages does not turn it", "LoadDetectionImages turns it");
        }

        if (image.Width > 0 && image.Height > 0 && (image.Width, image.Height) != (info.UprightWidth, info.UprightHeight))
        {
            bool turned = (image.Width, image.Height) == (info.Width, info.Height);
            yield return New(InspectionKind.WrongSize, turned ? InspectionSeverity.Warning : InspectionSeverity.Error, image.File, image.Line,
                $"says {image.Width}x{image.Height}; {Path.GetFileName(image.Path)} has {info.UprightWidth}x{info.UprightHeight}{(turned ? " once turned upright" : "")}",
                turned ? "LoadImages instead of LoadDetectionImages, for boxes of the stored picture" : "annotate it again, or remove it");
        }
    }

    private static InspectionFinding? Layout(ImageFileInfo info, string path) => info.Layout switch
    {
        ColourLayout.Grayscale => New(InspectionKind.GrayscaleImage, InspectionSeverity.Note, path, 0, "is grayscale; its value becomes all three channels", Automatic),
        ColourLayout.Cmyk => New(InspectionKind.CmykImage, InspectionSeverity.Warning, path, 0, "has four inks (CMYK); its colours are only roughly those of RGB", Automatic),
        ColourLayout.Rgba => New(InspectionKind.TransparentImage, InspectionSeverity.Note, path, 0, "has transparency, which is dropped", Automatic),
        _ => null,
    };

    private static ImageFileFormat? Expected(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".jpg" or ".jpeg" => ImageFileFormat.Jpeg,
        ".png" => ImageFileFormat.Png,
        ".bmp" => ImageFileFormat.Bmp,
        ".webp" => ImageFileFormat.WebP,
        ".gif" => ImageFileFormat.Gif,
        ".tif" or ".tiff" => ImageFileFormat.Tiff,
        _ => null,
    };

    private static InspectionFinding New(InspectionKind kind, InspectionSeverity severity, string file, int row, string message, string remedy) =>
        new(kind, severity, file, row, message, remedy);
}

using MLNetDetection.Core.Datasets.Reading;
using MLNetDetection.Core.Geometry;

namespace MLNetDetection.Core.Datasets.Inspection;

/// <summary>What is wrong with the boxes of one image.</summary>
internal static class BoxChecks
{
    private const string Policy = "DatasetOptions.BadBoxes = Clip (the default), Skip or Fail";

    public static IEnumerable<InspectionFinding> Of(SourceImage image, int width, int height)
    {
        HashSet<(string, BoxXyxy)> seen = [];
        for (int i = 0; i < image.Objects.Count; i++)
        {
            SourceObject item = image.Objects[i];
            BoxXyxy box = DatasetAssembler.BoxOf(item);
            string what = $"object {i} ({item.Class}), box {DatasetAssembler.Written(item)}, ";
            if (!seen.Add((item.Class, box)))
            {
                yield return new(InspectionKind.BoxDuplicated, InspectionSeverity.Warning, image.File, item.Line, what + "comes twice", "remove one of them");
            }
            else if (box.Width < 0 || box.Height < 0)
            {
                yield return new(InspectionKind.BoxInverted, InspectionSeverity.Error, image.File, item.Line, what + "has its edges the wrong way round", Policy);
            }
            else if (!box.IsProper)
            {
                yield return new(InspectionKind.BoxEmpty, InspectionSeverity.Error, image.File, item.Line, what + "has no area", Policy);
            }
            else if (width > 0 && height > 0 && box.Clip(width, height) != box)
            {
                yield return new(InspectionKind.BoxOutside, InspectionSeverity.Error, image.File, item.Line, $"{what}reaches outside the image of {width}x{height} pixels", Policy);
            }
            else if (box.Width <= 1 || box.Height <= 1)
            {
                yield return new(InspectionKind.BoxTiny, InspectionSeverity.Warning, image.File, item.Line, what + "is one pixel wide or high", "VocPixels.AsWritten leaves it out where both edges are equal; else mend it");
            }
        }
    }
}

using MLNetDetection.Core.Datasets.Reading;
using MLNetDetection.Core.Imaging;

namespace MLNetDetection.Core.Datasets.Inspection;

/// <summary>What concerns the set as a whole: rare and absent classes, copies.</summary>
internal static class SetChecks
{
    public static IEnumerable<InspectionFinding> Classes(string folder, IReadOnlyList<ClassCount> classes, IReadOnlyList<string> parts, int rare)
    {
        foreach (ClassCount count in classes)
        {
            if (count.Images < rare)
            {
                yield return new(InspectionKind.RareClass, InspectionSeverity.Warning, folder, 0, $"class \"{count.Name}\" is in {count.Images} images, fewer than {rare}", "more images, SampleBalanced, or WithClasses to leave it out");
            }

            foreach (string part in parts.Where((_, i) => count.ObjectsByPart[i] == 0 && count.Objects > 0))
            {
                yield return new(InspectionKind.ClassAbsent, InspectionSeverity.Warning, folder, 0, $"class \"{count.Name}\" has no object in {part}", "Split divides by class");
            }
        }
    }

    public static IEnumerable<InspectionFinding> Duplicates(IReadOnlyList<SourceImage> images, IReadOnlyList<PerceptualHash?> hashes, int distance)
    {
        int[] hashed = [.. Enumerable.Range(0, images.Count).Where(i => hashes[i] is not null)];
        int[] groups = NearDuplicates.Group([.. hashed.Select(i => hashes[i]!.Value)], distance);
        for (int i = 0; i < hashed.Length; i++)
        {
            SourceImage image = images[hashed[i]], first = images[hashed[groups[i]]];
            if (groups[i] == i || image.Path == first.Path)
            {
                continue;
            }

            bool across = image.Split != first.Split;
            yield return new(
                across ? InspectionKind.DuplicateAcrossSplits : InspectionKind.DuplicateImage,
                across ? InspectionSeverity.Warning : InspectionSeverity.Note,
                image.Path, 0,
                $"shows the same picture as {first.Path}{(across ? $", which is in {first.Split ?? "no part"}, this one in {image.Split ?? "no part"}" : "")}",
                "Split with the groups of NearDuplicates keeps copies on one side");
        }
    }
}

using MLNetDetection.Core.Datasets;
using MLNetDetection.Core.Datasets.Coco;
using MLNetDetection.Core.Metrics.Grouping;

namespace MLNetDetection.Core.Metrics.Coco;

/// <summary>Reads one COCO file into an <see cref="EvaluationSetBuilder"/>.</summary>
internal static class CocoFileReader
{
    public static EvaluationSetBuilder GroundTruth(string path, CancellationToken cancellation)
    {
        List<EvaluationImage> images = [];
        List<EvaluationClass> classes = [];
        ChunkedList<CocoBox> boxes = new();
        using (FileStream stream = Open(path))
        {
            new CocoStream(path, cancellation)
            {
                TakeImage = image => images.Add(new EvaluationImage(image.Id, NameOr(image.FileName, image.Id), image.Width, image.Height)),
                TakeCategory = category => classes.Add(new EvaluationClass(category.Id, NameOr(category.Name, category.Id))),
                TakeBox = box => boxes.Add(box),
            }.ReadSet(stream);
        }

        // Sections may come in any order, so that boxes wait until images and classes are known.
        EvaluationSetBuilder builder = Listed(path, images, classes);
        HashSet<int> known = [.. classes.Select(item => item.Id)];
        for (int i = 0; i < boxes.Count; i++)
        {
            CocoBox box = boxes[i];
            GroundTruthBox truth = new(
                box.X, box.Y, box.Width, box.Height, box.CategoryId, box.Area ?? box.Width * box.Height, box.IsCrowd);
            string? fault = !known.Contains(box.CategoryId) ? $"category {box.CategoryId} is not listed"
                : BoxChecks.Fault(truth) ?? (builder.HasImage(box.ImageId) ? null : $"image {box.ImageId} is not listed");
            if (fault is not null)
            {
                throw new InvalidDataException($"{path}, annotation {i}: {fault}.");
            }

            builder.AddGroundTruth(box.ImageId, truth);
        }

        return builder;
    }

    public static void Detections(string path, EvaluationSetBuilder builder, CancellationToken cancellation)
    {
        using FileStream stream = Open(path);
        new CocoStream(path, cancellation) { TakeBox = box => AddDetection(builder, box) }.ReadSetOrResult(stream);
    }

    private static FileStream Open(string path) => new(path, new FileStreamOptions { BufferSize = 0, Options = FileOptions.SequentialScan });

    private static string NameOr(string name, long id) => name.Length > 0 ? name : BoxChecks.Text(id);

    private static void AddDetection(EvaluationSetBuilder builder, in CocoBox box)
    {
        double score = box.Score ?? throw new FormatException("there is no \"score\"");
        DetectionBox detection = new(box.X, box.Y, box.Width, box.Height, box.CategoryId, score);
        if (BoxChecks.Fault(detection) is { } fault)
        {
            throw new FormatException(fault);
        }

        if (!builder.HasImage(box.ImageId))
        {
            throw new FormatException($"image {box.ImageId} is not in the ground truth");
        }

        builder.AddDetection(box.ImageId, detection);
    }

    private static EvaluationSetBuilder Listed(string path, List<EvaluationImage> images, List<EvaluationClass> classes)
    {
        try
        {
            EvaluationSetBuilder builder = new(classes, skipUnlistedDetections: true);
            for (int i = 0; i < images.Count; i++)
            {
                builder.AddImage(images[i]);
            }

            return builder;
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
    }
}

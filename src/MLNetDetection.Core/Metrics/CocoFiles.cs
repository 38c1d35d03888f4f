using MLNetDetection.Core.Datasets;

namespace MLNetDetection.Core.Metrics;

/// <summary>Evaluates COCO's files against each other.</summary>
public static class CocoFiles
{
    /// <summary>Adds every image of <paramref name="groundTruth"/>, with its detections, to <paramref name="evaluator"/>.</summary>
    /// <exception cref="InvalidDataException">
    /// A detection has no score or its image is not in the ground truth, or an annotation's image or category is not listed.
    /// </exception>
    public static void AddTo(CocoEvaluator evaluator, CocoFile groundTruth, CocoFile detections)
    {
        ArgumentNullException.ThrowIfNull(evaluator);
        ArgumentNullException.ThrowIfNull(groundTruth);
        ArgumentNullException.ThrowIfNull(detections);
        Dictionary<long, (List<CocoTruth> Truths, List<CocoDetection> Detections)> images = [];
        foreach (CocoImage image in groundTruth.Images)
        {
            images[image.Id] = ([], []);
        }

        HashSet<int> categories = [.. groundTruth.Categories.Select(category => category.Id)];
        for (int i = 0; i < groundTruth.Boxes.Count; i++)
        {
            CocoBox box = groundTruth.Boxes[i];
            if (!categories.Contains(box.CategoryId))
            {
                throw new InvalidDataException($"{groundTruth.Path}, annotation {i}: category {box.CategoryId} is not listed.");
            }

            Find(images, groundTruth, "annotation", i).Truths.Add(new CocoTruth(
                box.X, box.Y, box.Width, box.Height, box.CategoryId, box.Area ?? box.Width * box.Height, box.IsCrowd));
        }

        for (int i = 0; i < detections.Boxes.Count; i++)
        {
            CocoBox box = detections.Boxes[i];
            double score = box.Score ?? throw new InvalidDataException($"{detections.Path}, detection {i} has no score.");
            List<CocoDetection> list = Find(images, detections, "detection", i).Detections;

            // As pycocotools: a category that the ground truth does not list is not evaluated.
            if (categories.Contains(box.CategoryId))
            {
                list.Add(new CocoDetection(box.X, box.Y, box.Width, box.Height, box.CategoryId, score));
            }
        }

        foreach ((long id, (List<CocoTruth> truths, List<CocoDetection> found)) in images)
        {
            evaluator.AddExact(id, [.. truths], [.. found]);
        }
    }

    private static (List<CocoTruth> Truths, List<CocoDetection> Detections) Find(
        Dictionary<long, (List<CocoTruth> Truths, List<CocoDetection> Detections)> images, CocoFile file, string what, int index)
    {
        long id = file.Boxes[index].ImageId;
        return images.TryGetValue(id, out (List<CocoTruth>, List<CocoDetection>) found)
            ? found
            : throw new InvalidDataException($"{file.Path}, {what} {index}: image {id} is not in the ground truth.");
    }
}

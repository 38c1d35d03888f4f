using MLNetDetection.Core.Annotations;
using MLNetDetection.Core.Geometry;

namespace MLNetDetection.Core.Suppression;

/// <content>Suppression that lowers scores: every candidate of a class counts, to the last.</content>
public sealed partial class DetectionSelector
{
    private Detection[] SelectSoftly<TBoxes>(CandidateStream candidates, TBoxes boxes, float[] thresholds)
        where TBoxes : IBoxSource, allows ref struct
    {
        var found = new List<(BoxXyxy Box, float Score)>?[candidates.Classes];
        for (int count = FirstCandidates; candidates.Next(count); count = Math.Min(8 * count, MostCandidates))
        {
            foreach (ulong key in candidates.Keys)
            {
                (int classId, int index) = candidates.Place(key);
                List<(BoxXyxy Box, float Score)> own = found[classId] ??= [];
                if (own.Count < _options.CandidatesPerClass && boxes[index] is var box && !IsSmall(box))
                {
                    own.Add((box, ScoreOrder.Score(key)));
                }
            }
        }

        var kept = new List<Detection>();
        for (int classId = 0; classId < found.Length; classId++)
        {
            if (found[classId] is { } own)
            {
                BoxXyxy[] places = [.. own.Select(candidate => candidate.Box)];
                kept.AddRange(SoftSuppression.Run(
                    places, [.. own.Select(candidate => candidate.Score)], _options.Kind, _options.IouThreshold, _options.Sigma, thresholds[classId], _options.MaximumDetections)
                    .Select(stays => new Detection(places[stays.Index], classId, stays.Score)));
            }
        }

        return [.. kept.OrderByDescending(detection => detection.Score).Take(_options.MaximumDetections)]; // in order, so that equal scores keep theirs
    }
}

using MLNetDetection.Core.Suppression;
using MLNetDetection.Torch.Coding;
using MLNetDetection.Torch.Detectors;

namespace MLNetDetection.Torch.Export.Graphs;

/// <summary>
/// From boxes and scores to detections, with the steps of <see cref="DetectionSelector"/>: small boxes out, the best of each class,
/// suppression within each class, the best of each picture, best first.
/// </summary>
/// <remarks>Differs in ties only: of candidates with equal scores at the limit all stay, and the order of equal scores is the runtime's.</remarks>
internal static class SuppressionGraph
{
    private const string Place = "detections";

    /// <exception cref="NotSupportedException">A kind of suppression without an ONNX form; the message names it.</exception>
    public static void Check(DetectOptions options)
    {
        if (options.Flips != PictureFlips.None)
        {
            throw new NotSupportedException($"The joining of mirrored forms (Flips {options.Flips}) has no ONNX form.");
        }

        if (options.HasViews)
        {
            throw new NotSupportedException($"The joining of {(options.Tiling is null ? "scales (Scales)" : "tiles (Tiling)")} has no ONNX form.");
        }

        if (options.Suppression != SuppressionKind.Greedy || options.ClassAgnostic)
        {
            string name = options.ClassAgnostic ? "class-agnostic suppression" : $"suppression {options.Suppression}";
            throw new NotSupportedException($"The {name} has no ONNX form; NonMaxSuppression is greedy and within each class.");
        }

        if (options.ClassThresholds.Count > 0)
        {
            throw new NotSupportedException("Thresholds of single classes (ClassThresholds) have no ONNX form; NonMaxSuppression has one threshold.");
        }
    }

    /// <summary>Adds the outputs <paramref name="names"/>: boxes [M, 4], scores [M], classes [M], images [M].</summary>
    /// <param name="graph">Receives the nodes.</param>
    /// <param name="boxes">[N, A, 4].</param>
    /// <param name="scores">[N, A, C].</param>
    /// <param name="detector">Its anchors, and whether its boxes can lie the wrong way round.</param>
    /// <param name="options">Thresholds and limits.</param>
    /// <param name="names">Of the outputs.</param>
    public static void Write(GraphBuilder graph, string boxes, string scores, SsdDetector detector, DetectOptions options, IReadOnlyList<string> names)
    {
        int anchors = detector.AnchorSet.Count;
        string byClass = Candidates(graph, boxes, graph.Transpose(scores, Place, 0, 2, 1), anchors, options); // [N, C, A]
        string limit = graph.Integers(Math.Min(options.MaxDetections, anchors));
        string selected = graph.Node( // [M, 3]: picture, class, anchor
            "NonMaxSuppression", Place,
            [detector.Architecture.Coder is BoxCoder ? boxes : Proper(graph, boxes), byClass, limit, graph.Scalar(options.SuppressionIou), graph.Scalar(options.ScoreThreshold)]);
        string found = graph.Node("GatherND", Place, [byClass, selected]); // [M]
        string order = BestFirst(graph, found, out string sorted);
        string rows = graph.Gather(selected, order, Place, 0);
        string keep = FirstOfEachPicture(graph, rows, boxes, options.MaxDetections);
        string kept = Compress(graph, rows, keep);
        string[] columns = [.. Enumerable.Range(0, 2).Select(column => graph.Gather(kept, graph.Integer(column), Place, 1))];
        graph.Node("GatherND", [names[0]], [boxes, graph.Gather(kept, graph.Integers(0, 2), Place, 1)]);
        graph.Name(Compress(graph, sorted, keep), names[1]);
        graph.Name(columns[1], names[2]);
        graph.Name(columns[0], names[3]);
    }

    // NonMaxSuppression would turn a box round whose right edge came out left of its left one; here such a box has no area.
    private static string Proper(GraphBuilder graph, string boxes)
    {
        string low = graph.Slice(boxes, Place, 2, 0, 2);
        return graph.Concatenate([low, graph.Node("Max", Place, [low, graph.Slice(boxes, Place, 2, 2, 4)])], Place, 2);
    }

    // Scores of what is no candidate become 0, which no threshold lets pass.
    private static string Candidates(GraphBuilder graph, string boxes, string scores, int anchors, DetectOptions options)
    {
        string result = scores;
        if (options.MinimumSide > 0)
        {
            string sides = graph.Subtract(graph.Slice(boxes, Place, 2, 2, 4), graph.Slice(boxes, Place, 2, 0, 2), Place);
            string shorter = graph.Node("ReduceMin", Place, [sides], new("axes", new[] { 2L }), new("keepdims", 1L)); // [N, A, 1]
            string small = graph.Node("Less", Place, [graph.Transpose(shorter, Place, 0, 2, 1), graph.Scalar((float)options.MinimumSide)]);
            result = graph.Node("Where", Place, [small, graph.Scalar(0), result]);
        }

        if (options.CandidatesPerClass < anchors)
        {
            long count = options.CandidatesPerClass;
            string best = $"{Place}/best", bestAt = $"{Place}/best_at";
            graph.Node("TopK", [best, bestAt], [result, graph.Integers(count)], new Format.OnnxAttribute("axis", 2L));
            string weakest = graph.Slice(best, Place, 2, count - 1, count); // [N, C, 1]
            result = graph.Node("Where", Place, [graph.Node("Less", Place, [result, weakest]), graph.Scalar(0), result]);
        }

        return result;
    }

    private static string BestFirst(GraphBuilder graph, string scores, out string sorted)
    {
        sorted = $"{Place}/sorted";
        string order = $"{Place}/order";
        graph.Node("TopK", [sorted, order], [scores, graph.Node("Shape", Place, [scores])], new Format.OnnxAttribute("axis", 0L));
        return order;
    }

    // Counts each picture's rows from the best on: [M, N] of which picture a row is of, summed up downwards.
    private static string FirstOfEachPicture(GraphBuilder graph, string rows, string boxes, int limit)
    {
        string count = graph.Gather(graph.Node("Shape", Place, [boxes]), graph.Integer(0), Place, 0);
        string pictures = graph.Node("Range", Place, [graph.Integer(0), count, graph.Integer(1)]);
        string isOf = graph.Node("Equal", Place, [graph.Slice(rows, Place, 1, 0, 1), pictures]);
        string counted = graph.Node("Cast", Place, [isOf], new Format.OnnxAttribute("to", (long)Format.OnnxElement.Int64));
        string ranks = graph.Multiply(graph.Node("CumSum", Place, [counted, graph.Integer(0)]), counted, Place);
        string rank = graph.Node("ReduceMax", Place, [ranks], new("axes", new[] { 1L }), new("keepdims", 0L)); // [M], from 1
        return graph.Node("Not", Place, [graph.Node("Greater", Place, [rank, graph.Integer(limit)])]);
    }

    private static string Compress(GraphBuilder graph, string values, string keep) =>
        graph.Node("Compress", Place, [values, keep], new Format.OnnxAttribute("axis", 0L));
}

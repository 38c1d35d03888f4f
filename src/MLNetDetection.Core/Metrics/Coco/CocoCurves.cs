namespace MLNetDetection.Core.Metrics.Coco;

/// <summary>One class in one area range that has objects.</summary>
/// <param name="Recall">[maximum][threshold].</param>
/// <param name="Precision">[threshold][recall], with the last maximum.</param>
/// <param name="Scores">[threshold][recall]: the score at which that recall is reached; 0 beyond the last.</param>
internal sealed record CocoCurves(double[][] Recall, double[][] Precision, double[][] Scores);

using Microsoft.ML;

namespace MLNetDetection;

/// <summary>One fold of <see cref="ObjectDetectionCatalog.CrossValidate"/>.</summary>
/// <param name="Fold">From 0.</param>
/// <param name="Model">The pipeline fitted to the other folds' rows.</param>
/// <param name="Metrics">Measured on this fold's rows.</param>
public sealed record ObjectDetectionFold(int Fold, ITransformer Model, ObjectDetectionMetrics Metrics);

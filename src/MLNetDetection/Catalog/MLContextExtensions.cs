using Microsoft.ML;

namespace MLNetDetection;

/// <summary>Adds <c>ml.ObjectDetection</c> to <see cref="MLContext"/>.</summary>
public static class MLContextExtensions
{
    extension(MLContext ml)
    {
        /// <summary>Object detection: trainers, evaluation, cross-validation. From F# and VB: <c>new ObjectDetectionCatalog(ml)</c>.</summary>
        public ObjectDetectionCatalog ObjectDetection => new(ml);
    }
}

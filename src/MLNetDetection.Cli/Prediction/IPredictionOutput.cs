namespace MLNetDetection.Cli.Prediction;

/// <summary>Takes detections picture by picture, in the order of the pictures.</summary>
internal interface IPredictionOutput : IDisposable
{
    void Add(PictureDetections picture);

    /// <summary>Ends what was begun; not called where something failed before.</summary>
    void Complete();
}

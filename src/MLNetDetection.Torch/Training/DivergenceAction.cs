namespace MLNetDetection.Torch.Training;

/// <summary>What a run does with a step whose loss or gradient cannot be used.</summary>
public enum DivergenceAction
{
    /// <summary>It ends with a <see cref="TrainingDivergedException"/>, which names the step's images.</summary>
    Stop,

    /// <summary>
    /// The step is left out, the weights and the running values of norms stay as they were; <see cref="TrainingResult.SkippedSteps"/> names its images.
    /// </summary>
    Skip,
}

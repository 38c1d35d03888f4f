namespace MLNetDetection.Torch.Training.Finding;

/// <summary>One step of the range test.</summary>
/// <param name="Rate">The learning rate.</param>
/// <param name="Loss">The step's loss, before it was learnt from.</param>
/// <param name="Smoothed">The mean of the losses around it.</param>
public readonly record struct LearningRatePoint(double Rate, double Loss, double Smoothed);

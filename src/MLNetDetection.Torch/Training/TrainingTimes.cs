namespace MLNetDetection.Torch.Training;

/// <summary>Where a run's time went. On a GPU, which works on its own, a part may show the time of those before it.</summary>
/// <param name="Forward">The network's outputs.</param>
/// <param name="Loss">The loss, and reading its value.</param>
/// <param name="Backward">The gradients.</param>
/// <param name="Update">Clipping and the optimizer.</param>
/// <param name="Waiting">For images that were not ready.</param>
/// <param name="Preparing">Reading, augmenting and resizing images, summed over the loader's threads, which work beside the rest.</param>
/// <param name="Matching">Matching anchors with objects and coding their targets; likewise.</param>
public sealed record TrainingTimes(
    TimeSpan Forward, TimeSpan Loss, TimeSpan Backward, TimeSpan Update, TimeSpan Waiting, TimeSpan Preparing, TimeSpan Matching);

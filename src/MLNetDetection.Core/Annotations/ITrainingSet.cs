namespace MLNetDetection.Core.Annotations;

/// <summary>Images with their objects, read in any order and from several threads at once.</summary>
public interface ITrainingSet
{
    /// <summary>Number of images.</summary>
    int Count { get; }

    /// <summary>Class names in the order of <see cref="AnnotatedObject.ClassId"/>.</summary>
    IReadOnlyList<string> ClassNames { get; }

    /// <summary>The image at <paramref name="index"/>; thread-safe, and equal at each call.</summary>
    TrainingSample Read(int index);
}

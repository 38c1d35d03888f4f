namespace MLNetDetection.Core.Metrics.Explanations.Tide;

/// <summary>One error: a detection that is not right, or an object that is missed.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="ClassId">Of the detection, or of the missed object.</param>
/// <param name="Score">Of the detection.</param>
/// <param name="Counts">True where the detection is a false positive; not for one on an ignored object, nor for a miss.</param>
/// <param name="MendedClass">The class under which the mended detection would be right, null where mending removes it.</param>
internal readonly record struct TideError(ErrorKind Kind, int ClassId, double Score, bool Counts, int? MendedClass);

namespace MLNetDetection.Core.Metrics;

/// <summary>How average precision is read off a precision-recall curve.</summary>
public enum VocInterpolation
{
    /// <summary>The area under the curve with precision made monotonic: VOC from 2010 on, mmdetection's "area".</summary>
    AllPoint,

    /// <summary>The mean of the best precisions at recall 0, 0.1, ... 1 or beyond: VOC 2007, mmdetection's "11points".</summary>
    ElevenPoint,
}

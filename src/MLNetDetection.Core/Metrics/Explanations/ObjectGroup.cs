namespace MLNetDetection.Core.Metrics.Explanations;

/// <summary>What became of the objects of one size or shape, at the score threshold. Found, WrongClass, Misplaced and Missed add up to Objects.</summary>
/// <param name="Name">Such as "small".</param>
/// <param name="Objects">Objects of the group; crowds and ignored ones not counted.</param>
/// <param name="Found">Found under their class.</param>
/// <param name="WrongClass">Found under another class only.</param>
/// <param name="Misplaced">Met by a detection of their class whose IoU is too small, yet more than background's.</param>
/// <param name="Missed">The rest.</param>
/// <param name="MeanIou">Of the found; 0 where there are none.</param>
/// <param name="Detections">Detections of that size or shape that count.</param>
/// <param name="FalseAlarms">Those of them that found no object of their class.</param>
public sealed record ObjectGroup(
    string Name, int Objects, int Found, int WrongClass, int Misplaced, int Missed, double MeanIou, int Detections, int FalseAlarms)
{
    /// <summary>Found / Objects; 0 where there are none.</summary>
    public double Recall => Objects == 0 ? 0 : (double)Found / Objects;
}

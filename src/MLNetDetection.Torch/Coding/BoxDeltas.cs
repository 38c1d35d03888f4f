namespace MLNetDetection.Torch.Coding;

/// <summary>What the network learns for one box: its centre and size relative to an anchor's, scaled by the coder's weights.</summary>
/// <param name="X">Shift of the centre across, in anchor widths, times the weight.</param>
/// <param name="Y">Shift of the centre down, in anchor heights, times the weight.</param>
/// <param name="W">Natural logarithm of width / anchor width, times the weight.</param>
/// <param name="H">Natural logarithm of height / anchor height, times the weight.</param>
public readonly record struct BoxDeltas(float X, float Y, float W, float H);

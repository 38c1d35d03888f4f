namespace Microsoft.ML;

/// <summary>Writes the current row's value into <paramref name="value"/>, reusing its buffers where it can.</summary>
public delegate void ValueGetter<TValue>(ref TValue value);

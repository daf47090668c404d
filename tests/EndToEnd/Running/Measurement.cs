namespace ConfigSync.EndToEnd.Running;

/// <summary>How long changes took from the moment they were sent to the API server until the application answered with them.</summary>
internal sealed record Measurement(string Application, string Strategy, IReadOnlyList<TimeSpan> Times, int Restarts)
{
    /// <summary>The time that a share of the changes stayed within.</summary>
    public TimeSpan At(double share) => Times.Order().ElementAt(Math.Min(Times.Count - 1, (int)Math.Ceiling(share * Times.Count) - 1));
}

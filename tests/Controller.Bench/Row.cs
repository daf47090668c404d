namespace ConfigSync.Controller.Bench;

/// <summary>One line of the table.</summary>
internal sealed record Row(string What, string Measured, string Goal, bool IsMet);

namespace ConfigSync.Cli.Security;

/// <summary>Something that a level forbids.</summary>
/// <param name="Forbidden">The least strict level that forbids it.</param>
/// <param name="Text">Where and what.</param>
internal sealed record PodSecurityBreach(PodSecurityLevel Forbidden, string Text);

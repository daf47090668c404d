namespace ConfigSync.Agent.Options;

/// <summary>The outcome of reading the command line: options, or every fault, or a wish for help.</summary>
internal sealed record ParsedOptions(AgentOptions? Options, IReadOnlyList<string> Faults, bool Help, bool Version);

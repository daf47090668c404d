using ConfigSync.Agent.Options;
using ConfigSync.Agent.Watching;

namespace ConfigSync.Agent.Copying;

/// <summary>One file that the copies want.</summary>
/// <param name="Rule">The copy that wants it.</param>
/// <param name="Root">The directory that the source was read through.</param>
/// <param name="File">The file of the source.</param>
/// <param name="Target">Where it goes.</param>
internal sealed record PlannedFile(CopyRule Rule, string Root, SourceFile File, TargetPath Target);

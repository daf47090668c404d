namespace ConfigSync.Controller.Rollouts;

/// <summary>What is known of the contents of one object.</summary>
/// <param name="Id">The object and the keys of it that count: an id of <see cref="Index.ObjectNeed"/>.</param>
/// <param name="Hash">Hash of those keys' values; <see cref="Absent"/> when there is no such object; <see langword="null"/> when it could not be read.</param>
internal sealed record ContentHash(string Id, string? Hash)
{
    public const string Absent = "-";
}

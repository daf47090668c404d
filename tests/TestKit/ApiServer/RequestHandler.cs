using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace ConfigSync.TestKit.ApiServer;

/// <summary>Handles a request in the stages of a real server: authentication, authorization (here: the fault rules of the test), and the verb.</summary>
internal sealed class RequestHandler(FakeApiServer server)
{
    private readonly ReadEndpoints _reads = new(server);
    private readonly WriteEndpoints _writes = new(server.Store);

    public async Task HandleAsync(HttpContext context)
    {
        if (context.Request.Path == "/livez")
        {
            await SendAsync(context, 200, "ok"u8.ToArray());
            return;
        }

        if (ApiPath.Parse(context.Request.Path) is not { } path)
        {
            context.Response.StatusCode = 404;
            return;
        }

        using var reader = new StreamReader(context.Request.Body);
        var call = new ApiCall(
            Verb(context, path), path, context.Request.QueryString.Value ?? "", context.Request.Headers.Accept.ToString(),
            await reader.ReadToEndAsync(context.RequestAborted), Stopwatch.GetTimestamp())
        {
            Token = context.Request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal),
        };
        server.Calls.Enqueue(call);
        try
        {
            Authenticate(call);
            if (server.Rules.Keys.FirstOrDefault(rule => rule.TryApply(call)) is { } rule && !await ApplyAsync(rule, context, call))
            {
                return;
            }

            await AnswerAsync(context, call);
        }
        catch (Refusal refusal)
        {
            call.Status = refusal.Code;
            await RefuseAsync(context, refusal);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client went away.
        }
    }

    private static string Verb(HttpContext context, ApiPath path) => (context.Request.Method, path.Name) switch
    {
        ("GET", null) => context.Request.Query["watch"] == "true" ? "watch" : "list",
        ("GET", _) => "get",
        ("POST", _) => "create",
        ("PUT", _) => "update",
        ("PATCH", _) => "patch",
        (var method, _) => method.ToLowerInvariant(),
    };

    private void Authenticate(ApiCall call)
    {
        if (!server.Tokens.ContainsKey(call.Token))
        {
            throw new Refusal(401, "Unauthorized", "Unauthorized");
        }
    }

    /// <summary>Applies a fault. True when the request is carried out nevertheless.</summary>
    private async Task<bool> ApplyAsync(FaultRule rule, HttpContext context, ApiCall call)
    {
        switch (rule.Kind)
        {
            case FaultKind.Refuse:
                throw rule.Status == 403 ? Refusal.Forbidden(call.Verb, call.Path) : Refusal.Injected(rule);
            case FaultKind.Abort:
                context.Abort();
                return false;
            case FaultKind.Hang:
                await rule.Removed.WaitAsync(context.RequestAborted);
                context.Abort();
                return false;
            case FaultKind.Hold:
                await rule.Removed;
                return true;
            case FaultKind.Delay:
                await Task.Delay(rule.Delay, TimeProvider.System, context.RequestAborted);
                return true;
            default:
                await CutAnswerAsync(context, call);
                return false;
        }
    }

    private async Task CutAnswerAsync(HttpContext context, ApiCall call)
    {
        var connection = context.Response.Body;
        using var answer = new MemoryStream();
        context.Response.Body = answer;
        await AnswerAsync(context, call);
        context.Response.Body = connection;
        context.Response.ContentLength = null;
        await connection.WriteAsync(answer.ToArray().AsMemory(0, (int)answer.Length / 2), context.RequestAborted);
        await connection.FlushAsync(context.RequestAborted);
        context.Abort();
    }

    private async Task AnswerAsync(HttpContext context, ApiCall call)
    {
        // Before the answer is sent: whoever saw the answer sees the status.
        call.Status = call.Verb == "create" ? 201 : 200;
        switch (call.Verb)
        {
            case "list": await _reads.ListAsync(context, call.Path); break;
            case "watch": await _reads.WatchAsync(context, call.Path); break;
            case "get": await SendAsync(context, 200, _reads.Get(context, call.Path)); break;
            default: await SendAsync(context, call.Status, _writes.Write(context, call)); break;
        }
    }

    private static Task RefuseAsync(HttpContext context, Refusal refusal)
    {
        if (refusal.RetryAfterSeconds is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return SendAsync(context, refusal.Code, System.Text.Encoding.UTF8.GetBytes(refusal.ToStatus().ToJsonString()));
    }

    private static async Task SendAsync(HttpContext context, int status, byte[] body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}

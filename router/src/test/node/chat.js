// Of each line, the address of a router, one streamed answer; of each answer, a line of JSON with what the client heard.
import { createInterface } from 'node:readline';
import OpenAI from 'openai';

async function chat(baseURL) {
  const client = new OpenAI({ baseURL, apiKey: 'any', maxRetries: 0 });
  let text = '';
  try {
    const answer = await client.chat.completions.create({
      model: 'counting',
      messages: [{ role: 'user', content: 'Count!' }],
      stream: true,
    });
    for await (const chunk of answer) {
      text += chunk.choices[0]?.delta?.content ?? '';
    }
    return { text };
  } catch (error) {
    return { text, error: String(error) };
  }
}

for await (const baseURL of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await chat(baseURL)));
}

import {
  errorApiRef,
  storageApiRef,
  toastApiRef,
  translationApiRef,
  type StorageApi,
} from '@backstage/frontend-plugin-api';
import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import { act, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { useSavedViews } from './useSavedViews';

type Snapshot = ReturnType<StorageApi['snapshot']>;

/** A storage that answers when it is told to, as one behind a network does. */
function slowStorage() {
  let answer: (error?: Error) => void = () => {};
  let value: unknown;
  const listeners = new Set<(snapshot: Snapshot) => void>();
  const snapshot = () =>
    ({ key: 'pods-views', presence: 'present', value } as never);
  const storage = {
    forBucket: () => storage,
    snapshot,
    observe$: () => ({
      subscribe: (listener: (snapshot: Snapshot) => void) => {
        listeners.add(listener);
        return { unsubscribe: () => listeners.delete(listener) };
      },
    }),
    set: (_: string, next: unknown) =>
      new Promise<void>((resolve, reject) => {
        answer = error => {
          if (error) {
            reject(error);
            return;
          }
          value = next;
          listeners.forEach(listener => listener(snapshot()));
          resolve();
        };
      }),
  };
  return {
    api: storage as unknown as StorageApi,
    answer: (error?: Error) => answer(error),
  };
}

function render() {
  const storage = slowStorage();
  const post = jest.fn();
  const { result } = renderHook(() => useSavedViews(), {
    wrapper: ({ children }: { children: ReactNode }) => (
      <TestApiProvider
        apis={[
          [storageApiRef, storage.api],
          [toastApiRef, { post } as never],
          [errorApiRef, mockApis.error()],
          [translationApiRef, mockApis.translation()],
        ]}
      >
        {children}
      </TestApiProvider>
    ),
  });
  return { result, storage, post };
}

describe('saved views over a slow storage', () => {
  it('are there as soon as they are saved, and stay when the storage answers', async () => {
    const { result, storage } = render();
    act(() => {
      result.current.save('At night', '?q=cluster:staging');
    });
    expect(result.current.views.map(({ name }) => name)).toEqual(['At night']);
    await act(async () => storage.answer());
    expect(result.current.views.map(({ name }) => name)).toEqual(['At night']);
  });

  it('are gone again, with the reason, when the storage refuses', async () => {
    const { result, storage, post } = render();
    act(() => {
      result.current.save('At night', '?q=cluster:staging');
    });
    await act(async () => storage.answer(new Error('quota exceeded')));
    await waitFor(() => expect(result.current.views).toEqual([]));
    expect(post).toHaveBeenCalledWith(
      expect.objectContaining({
        title: 'The view could not be kept: quota exceeded',
      }),
    );
  });
});
